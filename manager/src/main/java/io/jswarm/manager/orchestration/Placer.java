package io.jswarm.manager.orchestration;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.scheduler.Decision;
import io.jswarm.scheduler.Pending;
import io.jswarm.scheduler.Scheduler;
import io.jswarm.scheduler.node.FaultyNodes;
import io.jswarm.scheduler.node.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives waiting tasks to nodes. Keeps the scheduler's book of nodes and the list of waiting tasks
 * from turn to turn, told of every node and task that a turn changes.
 */
final class Placer {
  private final NodeSet nodes = new NodeSet();
  private final TreeSet<String> waiting = new TreeSet<>();
  private final FaultyNodes faulty = new FaultyNodes();
  private boolean hasMore;

  Placer(ClusterImage image) {
    image.nodes().values().forEach(nodes::putNode);
    image.tasks().values().forEach(task -> note(image, task));
  }

  /** Places what waits and fits into the round; what cannot be placed says why. */
  void place(Turn turn) {
    sync(turn);
    hasMore = false;
    if (waiting.isEmpty() || turn.isEmpty()) {
      return;
    }
    List<Pending> pending = new ArrayList<>();
    for (String taskId : waiting) {
      Task task = turn.image().task(taskId);
      if (task != null) {
        pending.add(new Pending(task, endpointOf(turn.image(), task)));
      }
    }
    int placementsMax = Math.max(0, turn.room());
    List<Decision> decisions = Scheduler.schedule(nodes, pending, faulty, turn.at(), placementsMax);
    decisions.forEach(decision -> write(turn, decision));
    hasMore = decisions.size() < pending.size();
    sync(turn);
  }

  /** Whether the last round was too small for all that waits. */
  boolean hasMore() {
    return hasMore;
  }

  private void write(Turn turn, Decision decision) {
    Task task = turn.image().task(decision.taskId());
    if (task == null) {
      return;
    }
    switch (decision) {
      case Decision.Placed placed ->
          turn.add(
              new Change.AssignTask(
                  task.id(),
                  placed.nodeId(),
                  TaskStatus.of(TaskState.ASSIGNED, turn.at(), placed.message()),
                  List.of(),
                  placed.generic()));
      case Decision.Unplaceable(String _, String explanation) -> {
        if (!task.status().err().equals(explanation)) {
          turn.observe(task, task.status().withTimestamp(turn.at()).withErr(explanation));
        }
      }
    }
  }

  private void sync(Turn turn) {
    for (String nodeId : turn.takeNodesToPlace()) {
      Node node = turn.node(nodeId);
      if (node == null) {
        nodes.removeNode(nodeId);
      } else {
        nodes.putNode(node);
      }
    }
    Set<String> changed = turn.takeTasksToPlace();
    for (String taskId : changed) {
      Task task = turn.image().task(taskId);
      if (task == null) {
        nodes.removeTask(taskId);
        waiting.remove(taskId);
      } else {
        noteFailure(turn, task);
        note(turn.image(), task);
      }
    }
  }

  private void note(ClusterImage image, Task task) {
    nodes.putTask(task, endpointOf(image, task));
    boolean waits =
        Tasks.isUnassigned(task)
            && Tasks.isWanted(task)
            && task.status().state() == TaskState.PENDING;
    if (waits) {
      waiting.add(task.id());
    } else {
      waiting.remove(task.id());
    }
  }

  private void noteFailure(Turn turn, Task task) {
    Task before = turn.base().task(task.id());
    boolean failed =
        task.status().state() == TaskState.FAILED || task.status().state() == TaskState.REJECTED;
    if (failed && before != null && before.isLive()) {
      faulty.failed(task, turn.at());
    }
  }

  private static EndpointSpec endpointOf(ClusterImage image, Task task) {
    Service service = image.service(task.serviceId());
    EndpointSpec endpoint = service == null ? null : service.spec().endpointSpec();
    return endpoint == null ? EndpointSpec.UNSET : endpoint;
  }
}
