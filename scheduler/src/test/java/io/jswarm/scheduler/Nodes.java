package io.jswarm.scheduler;

import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.PluginDescription;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.model.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Nodes of all kinds. */
final class Nodes {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private Nodes() {}

  static Node ready(String id) {
    return node(id, Map.of(), Resources.NONE, NodeState.READY);
  }

  static Node down(String id) {
    return node(id, Map.of(), Resources.NONE, NodeState.DOWN);
  }

  static Node labelled(String id, Map<String, String> labels) {
    return node(id, labels, Resources.NONE, NodeState.READY);
  }

  static Node offering(String id, long nanoCpus, long memoryBytes, GenericResource... generic) {
    return node(
        id, Map.of(), new Resources(nanoCpus, memoryBytes, List.of(generic)), NodeState.READY);
  }

  static Node node(String id, Map<String, String> labels, Resources resources, NodeState state) {
    return new Node(
        id,
        Version.ZERO,
        AT,
        AT,
        new NodeSpec("", labels, "worker", "active"),
        new NodeDescription(
            "host-" + id,
            new Platform("x86_64", "linux"),
            resources,
            EngineDescription.UNKNOWN,
            TlsInfo.UNKNOWN),
        new NodeStatus(state, "", "10.0.0.1"),
        null);
  }

  static Node on(String id, String architecture, String os) {
    Node node = ready(id);
    NodeDescription is = node.description();
    return node.withDescription(
        new NodeDescription(
            is.hostname(),
            new Platform(architecture, os),
            is.resources(),
            is.engine(),
            is.tlsInfo()));
  }

  static Node withEngine(String id, Map<String, String> labels, PluginDescription... plugins) {
    Node node = ready(id);
    NodeDescription is = node.description();
    return node.withDescription(
        new NodeDescription(
            is.hostname(),
            is.platform(),
            is.resources(),
            new EngineDescription("1", labels, List.of(plugins)),
            is.tlsInfo()));
  }
}
