package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;

/** What a container is to have of its host. */
public final class DeviceOption {
  private static final String ALL_PERMISSIONS = "rwm";
  private static final long ALL_GPUS = -1;

  private DeviceOption() {}

  /** {@code /dev/x[:/dev/y][:rwm]}, as {@code docker run --device} takes it. */
  public static JsonObject parse(String text) {
    String[] parts = text.split(":", -1);
    boolean twoAreAccess = parts.length == 2 && parts[1].matches("[rwm]{1,3}");
    String inside = parts.length >= 2 && !twoAreAccess ? parts[1] : parts[0];
    String access = ALL_PERMISSIONS;
    if (twoAreAccess) {
      access = parts[1];
    } else if (parts.length == 3) {
      access = parts[2];
    }
    if (parts.length > 3 || !parts[0].startsWith("/") || !inside.startsWith("/")) {
      throw new IllegalArgumentException("a device is /dev/x, /dev/x:/dev/y or /dev/x:/dev/y:rwm");
    }
    return new JsonObject()
        .set("PathOnHost", parts[0])
        .set("PathInContainer", inside)
        .set("CgroupPermissions", access);
  }

  /** A number, {@code all} or {@code none}. */
  public static long gpus(String text) {
    String number = text.startsWith("count=") ? text.substring("count=".length()) : text;
    try {
      return switch (number) {
        case "all" -> ALL_GPUS;
        case "none" -> 0;
        default -> Amounts.count(number);
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a number of GPUs, all or none; which ones, the swarm decides", e);
    }
  }
}
