package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.dispatch.facts.FactBook;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.manager.dispatch.facts.PlacedFact;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A task is told to stop when no ready node sends to it any more, or five seconds after it was to
 * stop.
 */
final class DrainRules {
  /** The five seconds, by a leader's clock that may be fast. */
  private static final Duration WAIT = Duration.ofMillis(4_800);

  private final SimCluster world;
  private final Map<String, Instant> toStopSince = new HashMap<>();

  /** Tasks whose node has been told; what is said once more changes nothing. */
  private final Set<String> told = new HashSet<>();

  DrainRules(SimCluster world) {
    this.world = world;
  }

  /** A round was committed. */
  void note(Change change) {
    boolean stops =
        switch (change) {
          case Change.SetTaskDesired(String _, TaskState desired) ->
              desired.isAfter(TaskState.COMPLETE);
          case Change.PutTask(Task task) -> task.isToStop();
          default -> false;
        };
    if (stops && change instanceof Change.OfTask ofTask) {
      toStopSince.putIfAbsent(ofTask.taskId(), world.time().now());
    }
  }

  /** A leader says this to a node. */
  void told(Assignments message) {
    List<String> toStop =
        message.tasks().stream()
            .map(Assignment::task)
            .filter(task -> task.isToStop())
            .map(Task::id)
            .filter(told::add)
            .toList();
    if (!toStop.isEmpty()) {
      ClusterImage image = world.ledger().imageAfter(message.round());
      NodeTopics topics = new NodeTopics(image);
      for (PlacedFact placed : new FactBook(image).draining()) {
        NetworkFact.Backend backend = (NetworkFact.Backend) placed.fact();
        if (toStop.contains(backend.taskId()) && isReady(image, backend.nodeId())) {
          told(backend.taskId(), topics.hearing(placed.topics()).stream().toList(), image);
        }
      }
    }
  }

  private void told(String taskId, List<String> hearing, ClusterImage image) {
    Instant since = toStopSince.getOrDefault(taskId, Instant.MIN);
    if (world.time().now().isBefore(since.plus(WAIT))) {
      for (String nodeId : hearing) {
        SimWorker worker = world.workerOrNull(nodeId);
        require(
            worker == null || !isReady(image, nodeId) || !worker.kernel.sendsTo(taskId),
            () ->
                "%s is told to stop %s after it was to, while %s sends to it"
                    .formatted(taskId, Duration.between(since, world.time().now()), nodeId));
      }
    }
  }

  private static boolean isReady(ClusterImage image, String nodeId) {
    Node node = image.node(nodeId);
    return node != null
        && node.status().state() == NodeState.READY
        && !image.revoked().containsKey(nodeId);
  }
}
