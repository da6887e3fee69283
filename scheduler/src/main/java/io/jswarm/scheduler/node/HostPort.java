package io.jswarm.scheduler.node;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.PortConfig;
import java.util.List;

/**
 * A port of the node itself that a task takes; at most one task of a node can have it.
 *
 * @param hostIp the address it is taken on; empty for all of the node's
 */
public record HostPort(String protocol, int port, String hostIp) {
  /**
   * The fixed ports that each task of a service takes; those the node chooses itself never collide.
   */
  public static List<HostPort> of(EndpointSpec endpoint) {
    return endpoint.ports().stream()
        .filter(HostPort::isFixed)
        .map(port -> new HostPort(port.protocolOrDefault(), port.publishedPort(), port.hostIp()))
        .toList();
  }

  /** Whether one task cannot have this while another has that. */
  boolean collidesWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (hostIp.isEmpty() || other.hostIp.isEmpty() || hostIp.equals(other.hostIp));
  }

  private static boolean isFixed(PortConfig port) {
    return port.publishModeOrDefault().equals("host") && port.publishedPort() != 0;
  }
}
