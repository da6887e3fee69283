package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one round may do to tasks: each move of a state by its owner and forward only, each
 * assignment once, to a node that is ready and has what the task reserves. Changes of a round are
 * looked at one after the other, since a later one begins where the one before has ended. Addresses
 * have rules of their own ({@link AddressRules}).
 */
final class TaskRules {
  private final Set<String> said = new HashSet<>();

  /** A node says this; whatever else the cluster takes to be its word is an invention. */
  void said(String nodeId, WorkerMessage message) {
    switch (message) {
      case WorkerMessage.Register(var _, var _, var reports) -> said(nodeId, reports);
      case WorkerMessage.Statuses(long _, var reports) -> said(nodeId, reports);
      case WorkerMessage.Heartbeat _,
          WorkerMessage.Applied _,
          WorkerMessage.NetworksApplied _,
          WorkerMessage.Describe _,
          WorkerMessage.Leaving _,
          WorkerMessage.Renew _,
          WorkerMessage.Usage _,
          WorkerMessage.Pausing _,
          WorkerMessage.Paths _,
          WorkerMessage.Condition _ -> {}
    }
  }

  private void said(String nodeId, List<TaskReport> reports) {
    reports.forEach(each -> said.add(word(nodeId, each.taskId(), each.status().state())));
  }

  private static String word(String nodeId, String taskId, TaskState state) {
    return nodeId + " " + taskId + " " + state;
  }

  void check(ClusterImage before, Round round, ClusterImage after) {
    Map<String, Standing> now = new TreeMap<>();
    for (Change change : round.changes()) {
      switch (change) {
        case Change.PutTask(Task task) -> put(before, task, after, now);
        case Change.SetTaskStatus(String id, var status) -> {
          Standing was = standing(before, id, now);
          if (was != null) {
            now.put(id, was.moved(moved(id, was, status.state(), after)));
          }
        }
        case Change.SetTaskDesired(String id, TaskState desired) -> {
          Standing was = standing(before, id, now);
          if (was != null) {
            require(
                !desired.isBefore(was.desired),
                () -> "desired state of %s goes back to %s".formatted(id, desired));
            now.put(id, new Standing(was.nodeId, was.state, desired));
          }
        }
        case Change.AssignTask assign -> {
          Standing was = standing(before, assign.taskId(), now);
          if (was != null) {
            assigned(was, assign, after);
            now.put(
                assign.taskId(),
                new Standing(assign.nodeId(), assign.status().state(), was.desired));
          }
        }
        default -> {}
      }
    }
  }

  /** How far a task is in the middle of a round. */
  private record Standing(String nodeId, TaskState state, TaskState desired) {
    Standing moved(TaskState to) {
      return new Standing(nodeId, to, desired);
    }
  }

  private static @Nullable Standing standing(
      ClusterImage before, String id, Map<String, Standing> now) {
    Task task = before.task(id);
    Standing known = now.get(id);
    return known != null || task == null
        ? known
        : new Standing(task.nodeId(), task.status().state(), task.desiredState());
  }

  private static void put(
      ClusterImage before, Task task, ClusterImage after, Map<String, Standing> now) {
    require(before.task(task.id()) == null, () -> "task %s is written over".formatted(task.id()));
    TaskState state = task.status().state();
    require(
        state == TaskState.NEW || state == TaskState.PENDING || state == TaskState.ASSIGNED,
        () -> "task %s begins as %s".formatted(task.id(), state));
    if (state == TaskState.ASSIGNED) {
      fits(after, task.nodeId());
    }
    now.put(task.id(), new Standing(task.nodeId(), state, task.desiredState()));
  }

  private static void assigned(Standing was, Change.AssignTask assign, ClusterImage after) {
    require(
        was.nodeId.isEmpty() || was.nodeId.equals(assign.nodeId()),
        () -> "%s was made for %s and goes elsewhere".formatted(assign.taskId(), was.nodeId));
    require(
        was.state.mayMove(assign.status().state(), Mover.SCHEDULER),
        () -> "the scheduler may not assign %s, which is %s".formatted(assign.taskId(), was.state));
    fits(after, assign.nodeId());
  }

  private TaskState moved(String id, Standing was, TaskState to, ClusterImage after) {
    boolean words = was.state == to && was.state.isWithWorker();
    boolean byWorker =
        (words || was.state.mayMove(to, Mover.WORKER)) && said.contains(word(was.nodeId, id, to));
    boolean byDispatcher =
        was.state.mayMove(to, Mover.DISPATCHER) && after.node(was.nodeId) == null;
    boolean byAllocator = was.state.mayMove(to, Mover.ALLOCATOR);
    boolean explained = was.state == to && !to.isWithWorker() && !to.isTerminal();
    require(
        byWorker || byDispatcher || byAllocator || explained,
        () ->
            "nobody who may took %s on %s from %s to %s".formatted(id, was.nodeId, was.state, to));
    return to;
  }

  /** The node is ready and has what its tasks reserve, and no piece of it two owners. */
  private static void fits(ClusterImage image, String nodeId) {
    Node node = image.node(nodeId);
    if (node == null) {
      throw new AssertionError("a task is given to " + nodeId + ", which is not there");
    }
    require(
        node.status().state() == NodeState.READY,
        () -> "a task is given to %s, which is not ready".formatted(nodeId));
    Resources offered = node.description().resources();
    Set<GenericResource> owned = new HashSet<>();
    long nanoCpus = 0;
    long memoryBytes = 0;
    for (Task task : image.tasksOfNode(nodeId)) {
      if (task.status().state().isWithWorker()) {
        nanoCpus += task.spec().reservations().nanoCpus();
        memoryBytes += task.spec().reservations().memoryBytes();
        for (GenericResource piece : task.genericResources()) {
          require(
              offered.genericResources().contains(piece) && owned.add(piece),
              () -> "%s of %s has two owners".formatted(piece, nodeId));
        }
      }
    }
    require(
        nanoCpus <= offered.nanoCpus() && memoryBytes <= offered.memoryBytes(),
        () -> "%s is over-committed".formatted(nodeId));
  }
}
