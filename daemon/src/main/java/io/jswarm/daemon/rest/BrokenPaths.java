package io.jswarm.daemon.rest;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.Node;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.stream.Collectors;

/** What is wrong with a node's ways to others, in one line. */
final class BrokenPaths {
  private BrokenPaths() {}

  /** As {@code sw-h2 tunnel,sw-h3 mtu}; empty when nothing is. */
  static String text(Node node, ClusterImage image) {
    DataPathStatus status = node.status().dataPath();
    return status == null
        ? ""
        : status.broken().stream()
            .map(path -> hostname(path.to(), image) + " " + path.state().text())
            .collect(Collectors.joining(","));
  }

  private static String hostname(String nodeId, ClusterImage image) {
    Node node = image.node(nodeId);
    String name = node == null ? "" : node.description().hostname();
    return name.isEmpty() ? nodeId : name;
  }
}
