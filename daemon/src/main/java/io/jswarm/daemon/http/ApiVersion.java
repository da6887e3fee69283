package io.jswarm.daemon.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Docker Engine API, as written in the path prefix {@code /v1.41}. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The newest version this server speaks; also what a path without prefix means. */
  public static final ApiVersion MAX = new ApiVersion(1, 47);

  /** The oldest version this server speaks. */
  public static final ApiVersion MIN = new ApiVersion(1, 24);

  private static final Pattern PREFIX = Pattern.compile("/v([0-9]{1,4})\\.([0-9]{1,4})(?=/)");

  /** A path taken apart: the version it asks for and what follows the prefix. */
  record Split(ApiVersion version, String path) {}

  static Split split(String path) {
    Matcher prefix = PREFIX.matcher(path);
    if (!prefix.lookingAt()) {
      return new Split(MAX, path);
    }
    int major = Integer.parseInt(prefix.group(1));
    int minor = Integer.parseInt(prefix.group(2));
    return new Split(new ApiVersion(major, minor), path.substring(prefix.end()));
  }

  /** Whether this version is {@code 1.minor} or newer. */
  public boolean atLeast(int otherMinor) {
    return compareTo(new ApiVersion(1, otherMinor)) >= 0;
  }

  @Override
  public int compareTo(ApiVersion other) {
    int byMajor = Integer.compare(major, other.major);
    return byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
