package io.jswarm.worker.image;

import tools.jackson.databind.JsonNode;

/** Which platform's image this machine runs, in the words of images and registries. */
final class Platforms {
  private static final String OS = "linux";

  private Platforms() {}

  /** This machine's architecture as Docker names it. */
  static String architecture() {
    String arch = System.getProperty("os.arch");
    return switch (arch) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      default -> arch;
    };
  }

  /**
   * Whether an entry of an index is for this machine; one that does not say is for every machine.
   */
  static boolean isMine(JsonNode platform) {
    if (platform.isMissingNode() || platform.isNull()) {
      return true;
    }
    return platform.path("os").asString("").equals(OS)
        && platform.path("architecture").asString("").equals(architecture());
  }

  /** Text for errors. */
  static String mine() {
    return OS + "/" + architecture();
  }
}
