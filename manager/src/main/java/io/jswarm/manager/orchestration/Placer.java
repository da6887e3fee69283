package io.jswarm.manager.orchestration;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.scheduler.Decision;
import io.jswarm.scheduler.Pending;
import io.jswarm.scheduler.Scheduler;
import io.jswarm.scheduler.node.ClusterMounts;
import io.jswarm.scheduler.node.FaultyNodes;
import io.jswarm.scheduler.node.NodeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives waiting tasks to nodes. Keeps the scheduler's book of nodes and the list of waiting tasks
 * from turn to turn, told of every node and task that a turn changes. A node without a session gets
 * nothing new: it may be gone without anybody knowing yet.
 */
final class Placer {
  /** No more would fit a round anyway. */
  private static final int PLACEMENTS_MAX = Round.MAX_CHANGES;

  private final NodeSet nodes = new NodeSet();
  private final TreeSet<String> waiting = new TreeSet<>();
  private final FaultyNodes faulty = new FaultyNodes();

  private final Attendance attendance;
  private final Attachments addresses;
  private final TreeSet<String> cameOrWent = new TreeSet<>();

  /** Whether tasks had a node and did not fit the round, with the blocks of their addresses. */
  private boolean lacksRoom;

  /** Whether there may be something to place although nothing happened: a new term begins so. */
  private boolean hasMore = true;

  Placer(ClusterImage image, Attendance attendance, Attachments addresses) {
    this.attendance = attendance;
    this.addresses = addresses;
    image.nodes().values().forEach(this::put);
    image.tasks().values().forEach(task -> note(image, task));
  }

  /** A node has begun a session, or has none any more. */
  void attended(String nodeId) {
    cameOrWent.add(nodeId);
    hasMore = true;
  }

  /** Places what waits and fits into the round; what cannot be placed says why. */
  void place(Turn turn) {
    turn.keepBack(false);
    lacksRoom = false;
    sync(turn);
    if (!attendance.isSettled(turn.at())) {
      hasMore = true;
      return;
    }
    if (waiting.isEmpty() || (turn.isEmpty() && !hasMore)) {
      hasMore = false;
      return;
    }
    hasMore = false;
    Attachments.Outlook outlook = addresses.outlook(turn);
    List<Pending> pending = pending(turn, outlook);
    int placed = 0;
    for (Decision decision :
        Scheduler.schedule(nodes, pending, faulty, turn.at(), PLACEMENTS_MAX)) {
      write(turn, decision, outlook);
      placed += decision instanceof Decision.Placed ? 1 : 0;
    }
    hasMore |= placed == PLACEMENTS_MAX;
    sync(turn);
  }

  /** What waits and would get its addresses; the others say why not. */
  private List<Pending> pending(Turn turn, Attachments.Outlook outlook) {
    List<Pending> pending = new ArrayList<>();
    for (String taskId : waiting) {
      Task task = turn.image().task(taskId);
      if (task != null) {
        Optional<String> obstacle = outlook.obstacle(task);
        if (obstacle.isPresent()) {
          explain(turn, task, obstacle.get());
        } else {
          Service service = turn.image().service(task.serviceId());
          String name = service == null ? "" : service.spec().name();
          pending.add(new Pending(task, endpointOf(turn.image(), task), name, volumes(turn, task)));
        }
      }
    }
    return pending;
  }

  /** Whether tasks may be given out: enough nodes have come since the term began. */
  boolean isSettled(Instant now) {
    return attendance.isSettled(now);
  }

  /** The nodes as the turn has left them; not to be changed. */
  NodeSet nodes(Turn turn) {
    sync(turn);
    return nodes;
  }

  /** The nodes on which tasks like this one failed too often, with how often. */
  Map<String, Integer> failuresOf(Task task, Instant now) {
    return faulty.of(task, now);
  }

  private static Collection<ClusterVolume> volumes(Turn turn, Task task) {
    return ClusterMounts.has(task) ? turn.image().volumes().values() : List.of();
  }

  /** Whether most of the next round should be left to it: more new tasks would only wait too. */
  boolean lacksRoom() {
    return lacksRoom;
  }

  /** Whether the last round was too small for all that could be decided. */
  boolean hasMore() {
    return hasMore && attendance.isSettled();
  }

  /** When what waits for nodes to come is placed at the latest; empty when nothing does. */
  Optional<Instant> wakeAt() {
    return waiting.isEmpty() ? Optional.empty() : attendance.wakeAt();
  }

  private void put(Node node) {
    NodeStatus status = node.status();
    if (status.state() == NodeState.DOWN) {
      attendance.forget(node.id());
    }
    boolean absent = attendance.isAbsent(node.id()) && status.state() == NodeState.READY;
    nodes.putNode(
        absent
            ? node.withStatus(new NodeStatus(NodeState.UNKNOWN, "no session", status.addr()))
            : node);
  }

  private void write(Turn turn, Decision decision, Attachments.Outlook outlook) {
    Task task = turn.image().task(decision.taskId());
    if (task == null) {
      return;
    }
    switch (decision) {
      case Decision.Placed placed -> assign(turn, task, placed, outlook);
      case Decision.Unplaceable(String _, String explanation) -> explain(turn, task, explanation);
    }
  }

  private void assign(Turn turn, Task task, Decision.Placed placed, Attachments.Outlook outlook) {
    boolean fits =
        !turn.isFull()
            || (turn.makes(task.id())
                && (turn.hasSlack() || !outlook.growsFor(task, placed.nodeId())));
    if (!fits) {
      hasMore = true;
      lacksRoom = true;
      return;
    }
    switch (addresses.attach(turn, task, outlook.wish(task), placed.nodeId())) {
      case Attachments.Outcome.Refused(String reason) -> explain(turn, task, reason);
      case Attachments.Outcome.Attached(var attachments) ->
          turn.add(
              new Change.AssignTask(
                  task.id(),
                  placed.nodeId(),
                  TaskStatus.of(TaskState.ASSIGNED, turn.at(), placed.message()),
                  attachments,
                  placed.generic()));
    }
  }

  private void explain(Turn turn, Task task, String reason) {
    if (task.status().err().equals(reason)) {
      return;
    }
    if (turn.isFull() && !turn.makes(task.id())) {
      hasMore = true;
    } else {
      turn.observe(task, task.status().withTimestamp(turn.at()).withErr(reason));
    }
  }

  private void sync(Turn turn) {
    cameOrWent.addAll(turn.takeNodesToPlace());
    for (String nodeId : cameOrWent) {
      Node node = turn.node(nodeId);
      if (node == null) {
        nodes.removeNode(nodeId);
        attendance.forget(nodeId);
      } else {
        put(node);
      }
    }
    cameOrWent.clear();
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
        task.isUnassigned() && Tasks.isWanted(task) && task.status().state() == TaskState.PENDING;
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
    if (failed && before != null && before.isLive() && hasChoice(turn, task)) {
      faulty.failed(task, turn.at());
    }
  }

  private static boolean hasChoice(Turn turn, Task task) {
    Service service = turn.service(task.serviceId());
    return service != null && !service.spec().workload().isPerNode();
  }

  /** What the task's service published when the task was made, as far as that is still known. */
  static EndpointSpec endpointOf(ClusterImage image, Task task) {
    Service service = image.service(task.serviceId());
    if (service == null) {
      return EndpointSpec.UNSET;
    }
    ServiceSpec previous = service.previousSpec();
    ServiceSpec own =
        previous != null && isOlder(task.specVersion(), service.specVersion())
            ? previous
            : service.spec();
    EndpointSpec endpoint = own.endpointSpec();
    return endpoint == null ? EndpointSpec.UNSET : endpoint;
  }

  private static boolean isOlder(@Nullable Version ofTask, @Nullable Version ofService) {
    return ofTask != null && ofService != null && ofTask.index() < ofService.index();
  }
}
