package io.jswarm.overlaynet.state;

import java.util.Set;

/**
 * A setting of the kernel's for this namespace.
 *
 * @param path below {@code /proc/sys/net}, as {@code ipv4/ip_forward}
 */
public record Setting(String path, String value) implements Entry {
  private static final Set<String> OF_DEVICES = Set.of("conf", "neigh");
  private static final Set<String> OF_NONE = Set.of("all", "default");

  public Setting {
    if (path.startsWith("/") || path.contains("..")) {
      throw new IllegalArgumentException("no setting is called " + path);
    }
  }

  @Override
  public String key() {
    return "setting " + path;
  }

  @Override
  public String device() {
    String[] parts = path.split("/", -1);
    boolean ofOne =
        parts.length == 4 && OF_DEVICES.contains(parts[1]) && !OF_NONE.contains(parts[2]);
    return ofOne ? parts[2] : "";
  }
}
