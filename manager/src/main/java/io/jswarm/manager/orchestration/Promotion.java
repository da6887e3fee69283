package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Lets held tasks go, from READY to RUNNING, or to COMPLETE for jobs: when their restart delay is
 * over and every earlier task of the slot has stopped, or cannot be asked, or has had a minute. One
 * that fences itself is waited for until it has stopped for certain.
 */
final class Promotion {
  /** How long a replacement waits for the task before it. */
  static final Duration WAIT_FOR_STOP_MAX = Duration.ofMinutes(1);

  private Promotion() {}

  /**
   * Lets go what may go.
   *
   * @return whether nothing was left for the next round
   */
  static boolean promote(Turn turn, SlotBook book, Agenda agenda) {
    boolean complete = true;
    for (Slot slot : book.touched()) {
      for (Task task : slot.tasks()) {
        boolean held = task.desiredState() == TaskState.READY && !Tasks.isStopped(task);
        boolean fits = !turn.isFull() || turn.makes(task.id());
        if (held && fits) {
          consider(turn, slot, task, agenda);
        }
        complete &= !held || fits;
      }
    }
    return complete;
  }

  private static void consider(Turn turn, Slot slot, Task task, Agenda agenda) {
    Instant earliest = task.restart() == null ? turn.at() : task.restart().notBefore();
    if (earliest.isAfter(turn.at())) {
      agenda.wake(task.serviceId(), slot.place(), earliest);
      return;
    }
    List<Task> before =
        slot.tasks().stream()
            .filter(t -> !t.id().equals(task.id()) && isStopping(turn, t))
            .toList();
    if (before.stream().anyMatch(t -> t.spec().fence())) {
      return; // it is never passed over; its end is looked at when it comes
    }
    boolean waits = !before.isEmpty();
    Instant patienceEnds = task.createdAt().plus(WAIT_FOR_STOP_MAX);
    if (waits && patienceEnds.isAfter(turn.at())) {
      agenda.wake(task.serviceId(), slot.place(), patienceEnds);
      return;
    }
    turn.desire(task, task.jobIteration() == null ? TaskState.RUNNING : TaskState.COMPLETE);
  }

  /** Whether it is to stop, and may still run. */
  static boolean isStopping(Turn turn, Task other) {
    return !Tasks.isWanted(other)
        && !Tasks.isStopped(other)
        && !other.isUnassigned()
        && Tasks.mayRunOn(other, turn.node(other.nodeId()));
  }
}
