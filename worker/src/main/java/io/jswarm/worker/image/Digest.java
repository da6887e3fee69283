package io.jswarm.worker.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 content digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final int SHORT_DIGITS = 12;

  public Digest {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a SHA-256 digest: " + hex);
    }
  }

  /**
   * Reads {@code sha256:<hex>}.
   *
   * @throws ImageException.Invalid for anything else; no other algorithm is in use
   */
  public static Digest parse(String text) {
    if (!text.matches(PREFIX + "[0-9a-f]{64}")) {
      throw new ImageException.Invalid("unsupported digest '" + text + "': only sha256 is taken");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  public static Digest of(byte[] content) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(content)));
  }

  /** The first digits, as people see them. */
  public String brief() {
    return hex.substring(0, SHORT_DIGITS);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** A stream that digests what is read through it. */
  public static final class Reading extends DigestInputStream {
    private long bytes;

    public Reading(InputStream in) {
      super(in, sha256());
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      bytes += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      bytes += Math.max(count, 0);
      return count;
    }

    /** How many bytes were read so far. */
    public long count() {
      return bytes;
    }

    /** Reads what is left and returns the digest of all of it. */
    public Digest finish() throws IOException {
      transferTo(OutputStream.nullOutputStream());
      return new Digest(HexFormat.of().formatHex(getMessageDigest().digest()));
    }
  }
}
