package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.PortStatus;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import java.time.Duration;

/** What the cluster wants of one task. A task that is to stop stays so. */
final class Orders {
  private Assignment assignment;
  private boolean withdrawn;

  Orders(Assignment assignment) {
    this.assignment = assignment;
  }

  /**
   * Takes a newer wish. A new leader that does not know yet who still sends to the task may say
   * once more that it should run.
   */
  void take(Assignment next) {
    boolean back = next.task().desiredState().isBefore(desired());
    assignment =
        back && desired().isAfter(TaskState.RUNNING)
            ? next.withTask(next.task().withDesiredState(desired()))
            : next;
    withdrawn = false;
  }

  /** The task no longer exists in the cluster. */
  void withdraw() {
    withdrawn = true;
  }

  Assignment assignment() {
    return assignment;
  }

  boolean isWithdrawn() {
    return withdrawn;
  }

  /** What the cluster last knew of the task. */
  TaskStatus known() {
    return assignment.task().status();
  }

  TaskState desired() {
    return assignment.task().desiredState();
  }

  boolean stopWanted() {
    return withdrawn
        || desired().rank() >= TaskState.SHUTDOWN.rank()
        || known().state().isTerminal();
  }

  Duration stopGrace() {
    ContainerSpec spec = assignment.task().spec().containerSpec();
    return (spec == null ? ContainerSpec.of("") : spec).stopGrace();
  }

  /** What answers on this node because of the task: only while it runs. */
  PortStatus ports(TaskState state) {
    return state == TaskState.RUNNING && !assignment.hostPorts().isEmpty()
        ? new PortStatus(assignment.hostPorts())
        : PortStatus.NONE;
  }
}
