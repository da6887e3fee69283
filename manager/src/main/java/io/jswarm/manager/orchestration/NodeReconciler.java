package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a task of a service on each node that meets its constraints, while the node is up and
 * active. Whether the node has room for it is the scheduler's to say: until it has, the task waits.
 * A paused node keeps what it has and gets nothing new, not even in place of what stopped there.
 */
final class NodeReconciler {
  private NodeReconciler() {}

  /** What a service may do on a node. */
  private enum Standing {
    /** The node was removed: its tasks go too. */
    GONE,
    /** No task may be there. */
    CLOSED,
    /** The task that is there may stay. */
    PAUSED,
    /** One task is to be there. */
    OPEN
  }

  /**
   * Ends tasks that may not be where they are; nothing takes their place elsewhere.
   *
   * @return whether nothing was left for the next round
   */
  static boolean retire(Turn turn, Service service, SlotBook book) {
    Constraints constraints = constraintsOf(service);
    for (Slot slot : book.touched()) {
      Standing standing = standingOf(turn.node(slot.place().nodeId()), constraints);
      TaskState end = standing == Standing.GONE ? TaskState.REMOVE : TaskState.SHUTDOWN;
      for (Task task : toRetire(slot, standing)) {
        if (turn.isFull()) {
          return false;
        }
        turn.desire(task, end);
      }
    }
    return true;
  }

  private static List<Task> toRetire(Slot slot, Standing standing) {
    return switch (standing) {
      case GONE -> slot.tasks().stream().filter(NodeReconciler::isKept).toList();
      case CLOSED -> slot.wanted();
      case PAUSED ->
          slot.wanted().stream().filter(t -> Tasks.isStopped(t) || t.isUnassigned()).toList();
      case OPEN -> List.of();
    };
  }

  private static boolean isKept(Task task) {
    return task.desiredState() != TaskState.REMOVE;
  }

  /**
   * Gives each node its task that lacks one.
   *
   * @return whether nothing was left for the next round
   */
  static boolean fill(Turn turn, Service service, SlotBook book) {
    book.refresh(turn, service);
    Constraints constraints = constraintsOf(service);
    for (Place place : book.touchedPlaces()) {
      if (!book.occupied().contains(place) && takes(turn, service, constraints, place)) {
        if (turn.isFull()) {
          return false;
        }
        NewTask.add(turn, service, place, null);
      }
    }
    return true;
  }

  private static boolean takes(Turn turn, Service service, Constraints constraints, Place place) {
    Node node = turn.node(place.nodeId());
    return node != null
        && standingOf(node, constraints) == Standing.OPEN
        && node.status().state() == NodeState.READY
        && wasThere(node, service);
  }

  /** A job runs on the nodes there are when it begins. */
  private static boolean wasThere(Node node, Service service) {
    JobStatus job = service.jobStatus();
    return job == null || !node.createdAt().isAfter(job.lastExecution());
  }

  private static Standing standingOf(@Nullable Node node, Constraints constraints) {
    if (node == null) {
      return Standing.GONE;
    }
    boolean closed =
        node.status().state() == NodeState.DOWN
            || node.spec().isDrained()
            || !constraints.matches(node);
    if (closed) {
      return Standing.CLOSED;
    }
    return node.spec().isActive() ? Standing.OPEN : Standing.PAUSED;
  }

  private static Constraints constraintsOf(Service service) {
    return Constraints.parse(service.spec().taskTemplate().placementOrAnywhere().constraints());
  }
}
