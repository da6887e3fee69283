package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A daemon that ended in order is waited for: its node is not down before half a minute is over.
 */
final class PauseRules {
  /**
   * Half a minute and three heartbeats, less what a log that stands still for six seconds takes.
   */
  private static final Duration AT_LEAST = Duration.ofSeconds(25);

  private final SimCluster world;

  /** When a majority knew that a daemon ends; until it is heard of again. */
  private final Map<String, Instant> awaySince = new TreeMap<>();

  PauseRules(SimCluster world) {
    this.world = world;
  }

  /** A round was committed. */
  void note(Change change) {
    switch (change) {
      case Change.SetNodeStatus(String id, var status) -> note(id, status);
      case Change.PutNode(Node node) -> note(node.id(), node.status());
      default -> {}
    }
  }

  private void note(String nodeId, NodeStatus status) {
    Instant now = world.time().now();
    if (!status.pauses()) {
      Instant since = awaySince.remove(nodeId);
      require(
          since == null || status.state() != NodeState.DOWN || !since.plus(AT_LEAST).isAfter(now),
          () -> "%s is given up, and its daemon ended in order at %s".formatted(nodeId, since));
    } else if (isEnding(nodeId)) {
      awaySince.putIfAbsent(nodeId, now);
    }
  }

  private boolean isEnding(String nodeId) {
    SimWorker worker = world.workerOrNull(nodeId);
    return worker != null && (worker.isEnding() || !worker.isUp());
  }

  /** The daemon begins again: from its first word on it is as any other. */
  void isBack(String nodeId) {
    awaySince.remove(nodeId);
  }
}
