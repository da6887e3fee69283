package io.jswarm.ingress.table;

import io.jswarm.api.model.PortConfig;

/**
 * A port of a node that leads to a port of containers.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param hostIp the only address of the node that answers, as a literal; empty for all, and all of
 *     one family when it is that family's zero address
 */
public record Binding(String protocol, String hostIp, int published, int target) {
  private static final int MAX_PORT = 65_535;

  public Binding {
    check(published);
    check(target);
  }

  /** Of a port whose published number is known. */
  public static Binding of(PortConfig port) {
    return new Binding(
        port.protocolOrDefault(), port.hostIp(), port.publishedPort(), port.targetPort());
  }

  private static void check(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("there is no port " + port);
    }
  }

  /** As the maps of ports are keyed. */
  String key() {
    return protocol + " . " + published;
  }

  /** Where it leads to, as chains are called. */
  String end() {
    return target + "_" + protocol;
  }

  /** Whether it answers on one address only. */
  boolean isOnOneAddress() {
    return !hostIp.isEmpty() && !hostIp.equals("0.0.0.0") && !hostIp.equals("::");
  }
}
