package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a roll-out tried in a slot: the newest task that it made there of the spec in force. What
 * replaces that task after it stopped is no attempt of the roll-out's any more.
 */
record Attempt(Task task) {

  static Optional<Attempt> in(Turn turn, Service service, Slot slot) {
    return slot.tasks().reversed().stream()
        .filter(Task::rolledOut)
        .findFirst()
        .filter(task -> !Tasks.isStale(task, service, turn.node(task.nodeId())))
        .map(Attempt::new);
  }

  /** Whether it is on its way still. */
  static boolean isOpen(Task task) {
    return task.rolledOut() && task.runningSince() == null && !Tasks.isStopped(task);
  }

  /**
   * When it ran for the first time, or stopped before; empty while it is on its way. The slot is
   * then no longer the roll-out's to wait for.
   */
  Optional<Instant> settledAt() {
    if (task.runningSince() != null) {
      return Optional.of(task.runningSince());
    }
    return Tasks.isStopped(task) ? Optional.of(task.updatedAt()) : Optional.empty();
  }

  /** Whether it stopped by itself before it ran, or no later than this after. */
  boolean hasFailed(Duration monitor) {
    boolean byItself =
        switch (task.status().state()) {
          case COMPLETE, FAILED, REJECTED -> true;
          case NEW,
              PENDING,
              ASSIGNED,
              ACCEPTED,
              PREPARING,
              READY,
              STARTING,
              RUNNING,
              SHUTDOWN,
              REMOVE,
              ORPHANED ->
              false;
        };
    Instant ran = task.runningSince();
    return byItself && (ran == null || !task.updatedAt().isAfter(ran.plus(monitor)));
  }
}
