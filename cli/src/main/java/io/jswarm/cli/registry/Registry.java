package io.jswarm.cli.registry;

import io.jswarm.cli.option.ImageName;

/**
 * A registry, by the name its login is kept under.
 *
 * @param key the host, with its port if it has one; for Docker's own an address from another time
 */
record Registry(String key) {
  static final Registry HUB = new Registry("https://index.docker.io/v1/");

  /** The one an image comes from. */
  static Registry ofImage(String image) {
    return named(ImageName.registry(image));
  }

  /** The one people mean by a host or an address; Docker's when they name none. */
  static Registry named(String server) {
    String host = host(server);
    return switch (host) {
      case "", "docker.io", "index.docker.io", "registry-1.docker.io" -> HUB;
      default -> new Registry(host);
    };
  }

  /** Whether another key, as older clients wrote them, means this one. */
  boolean isMeantBy(String otherKey) {
    return named(otherKey).equals(this);
  }

  private static String host(String server) {
    String host = server.replaceFirst("^https?://", "");
    int slash = host.indexOf('/');
    return slash < 0 ? host : host.substring(0, slash);
  }

  @Override
  public String toString() {
    return key;
  }
}
