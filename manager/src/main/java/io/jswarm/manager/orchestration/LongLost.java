package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Nodes that are down, and when their tasks are given up: after a day, as in Swarm. Since when a
 * node is down is in the image; only when to look again is remembered here.
 */
final class LongLost {
  /** How long the tasks of a node that is down may be reported on again. */
  static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);

  private static final String REASON =
      "Task belonged to a node that has been down for %d hours".formatted(GIVEN_UP_AFTER.toHours());

  private final TreeMap<Instant, Set<String>> due = new TreeMap<>();

  /** Gives up the node's tasks if it is time, or sees to it that somebody looks again. */
  void look(Turn turn, Node node) {
    if (node.status().state() != NodeState.DOWN) {
      return;
    }
    Instant since = node.downSince() == null ? node.updatedAt() : node.downSince();
    Instant at = since.plus(GIVEN_UP_AFTER);
    boolean holds =
        turn.image().tasksOfNode(node.id()).stream()
            .anyMatch(task -> task.status().state().isWithWorker());
    if (!at.isAfter(turn.at())) {
      LostNodes.orphanTasks(turn, node.id(), REASON);
    } else if (holds) {
      due.computeIfAbsent(at, _ -> new TreeSet<>()).add(node.id());
    }
  }

  /** The nodes to look at now. */
  Set<String> takeDue(Instant now) {
    Set<String> taken = new TreeSet<>();
    var past = due.headMap(now, true);
    past.values().forEach(taken::addAll);
    past.clear();
    return taken;
  }

  /** When there is a node to look at. */
  Optional<Instant> next() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.firstKey());
  }
}
