package io.jswarm.scheduler.node;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.PortConfig;
import java.util.List;

/** A port of the node itself that a task takes; at most one task of a node can have it. */
public record HostPort(String protocol, int port) {
  /**
   * The fixed ports that each task of a service takes; those the node chooses itself never collide.
   */
  public static List<HostPort> of(EndpointSpec endpoint) {
    return endpoint.ports().stream()
        .filter(HostPort::isFixed)
        .map(port -> new HostPort(port.protocolOrDefault(), port.publishedPort()))
        .toList();
  }

  private static boolean isFixed(PortConfig port) {
    return port.publishModeOrDefault().equals("host") && port.publishedPort() != 0;
  }
}
