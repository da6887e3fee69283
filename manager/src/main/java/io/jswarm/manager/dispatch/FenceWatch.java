package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Fence;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When tasks that fence themselves have stopped on nodes that are down. Each term counts for
 * itself, by a clock that nobody sets, from when it first saw the node down: a change of leaders
 * makes replacements wait longer, never shorter.
 */
final class FenceWatch {
  private final Map<String, Instant> due = new TreeMap<>();
  private final NodeObservations observations;

  FenceWatch(NodeObservations observations) {
    this.observations = observations;
  }

  /** This manager leads no more. */
  void clear() {
    due.clear();
  }

  /** A term begins. */
  void lead(ClusterImage image, Instant now) {
    due.clear();
    image.nodes().keySet().forEach(nodeId -> look(nodeId, image, now));
  }

  /** The node is here: should it go again, all begins anew. */
  void forget(String nodeId) {
    due.remove(nodeId);
  }

  /** The node may have become another. */
  void look(String nodeId, ClusterImage image, Instant now) {
    Node node = image.node(nodeId);
    boolean waits =
        node != null
            && node.status().state() == NodeState.DOWN
            && !node.status().fenced()
            && hasFencedTasks(nodeId, image);
    if (waits) {
      due.putIfAbsent(nodeId, now.plus(Fence.REPLACED_AFTER));
    } else {
      due.remove(nodeId);
    }
  }

  private static boolean hasFencedTasks(String nodeId, ClusterImage image) {
    return image.tasksOfNode(nodeId).stream()
        .anyMatch(task -> task.spec().fence() && task.status().state().isWithWorker());
  }

  /** Sees the nodes on which all such tasks have stopped by now, each once. */
  void due(ClusterImage image, Instant now) {
    List<String> over = new ArrayList<>();
    due.forEach((nodeId, at) -> {
      if (!now.isBefore(at)) {
        over.add(nodeId);
      }
    });
    for (String nodeId : over) {
      due.remove(nodeId);
      Node node = image.node(nodeId);
      if (node != null) {
        observations.see(nodeId, node.status().withFenced(true), null);
      }
    }
  }

  /** When there is something to take. */
  Optional<Instant> wakeAt() {
    return due.values().stream().min(Instant::compareTo);
  }
}
