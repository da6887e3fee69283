package io.jswarm.worker.volume;

import java.util.regex.Pattern;

/** What a volume may be called; refusals in Docker's words. */
public final class VolumeNames {
  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

  /** Each volume is a directory by its name. */
  private static final int LENGTH_MAX = 255;

  private VolumeNames() {}

  /** Refuses what is no name. */
  public static void check(String name) {
    if (name.length() == 1) {
      throw refused(
          name, "volume name is too short, names should be at least two alphanumeric characters");
    }
    if (name.length() > LENGTH_MAX) {
      throw refused(
          name, "volume name is too long, names have at most %d characters".formatted(LENGTH_MAX));
    }
    if (!VALID.matcher(name).matches()) {
      throw refused(
          name,
          ("\"%s\" includes invalid characters for a local volume name, only"
                  + " \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host"
                  + " directory, use absolute path")
              .formatted(name));
    }
  }

  private static VolumeException.Invalid refused(String name, String reason) {
    return new VolumeException.Invalid("create " + name + ": " + reason);
  }
}
