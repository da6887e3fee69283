package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A task that was made to take the place of one that runs, on another node: the old one is told to
 * stop once the new one runs, and not before. When the new one cannot be placed, stops, or does not
 * run in time, it is given up and the old one stays. All of that is read from the two tasks, so a
 * new leader goes on where the last one stopped.
 */
record Relief(Task old, Task next) {
  /** A task that was made for a node which does not take it after all. */
  static final Duration PLACING_MAX = Duration.ofSeconds(5);

  /** Pulling an image and becoming healthy included. */
  static final Duration STARTING_MAX = Duration.ofMinutes(5);

  /** The relief that is under way in a slot. */
  static Optional<Relief> in(Slot slot) {
    for (Task next : slot.wanted()) {
      Optional<Task> old = wantedOld(slot, next);
      if (old.isPresent()) {
        return Optional.of(new Relief(old.get(), next));
      }
    }
    return Optional.empty();
  }

  /**
   * Stops what has been relieved, and what will not relieve.
   *
   * @param agenda told when to look again
   * @return whether nothing was left for the next round
   */
  static boolean settle(Turn turn, Service service, SlotBook book, Agenda agenda) {
    for (Slot slot : book.touched()) {
      for (Task next : slot.wanted()) {
        if (!next.relieves().isEmpty()) {
          if (turn.isFull()) {
            return false;
          }
          settle(turn, service, slot, next, agenda);
        }
      }
    }
    return true;
  }

  private static void settle(Turn turn, Service service, Slot slot, Task next, Agenda agenda) {
    Optional<Task> old = wantedOld(slot, next);
    if (old.isEmpty()) {
      if (next.isUnassigned()) {
        turn.desire(next, TaskState.SHUTDOWN); // what replaces the old one may go anywhere
      }
    } else if (isStale(turn, service, next) && !isStale(turn, service, old.get())) {
      turn.desire(next, TaskState.SHUTDOWN);
    } else if (Tasks.isRunning(next)) {
      turn.desire(old.get(), TaskState.SHUTDOWN);
    } else if (deadline(next).isAfter(turn.at())) {
      agenda.wake(service.id(), slot.place(), deadline(next));
    } else {
      turn.desire(next, TaskState.SHUTDOWN);
    }
  }

  /** When a task that relieves another is given up if nothing comes of it. */
  static Instant deadline(Task next) {
    return next.createdAt().plus(next.isUnassigned() ? PLACING_MAX : STARTING_MAX);
  }

  /** Whether tasks change places in the slot: one has yet to run, or one yet to stop. */
  static boolean isUnderWay(Turn turn, Slot slot) {
    return in(slot).isPresent()
        || slot.tasks().stream()
            .filter(old -> !Tasks.isWanted(old) && !Tasks.isStopped(old) && !old.isUnassigned())
            .filter(old -> Tasks.isReachable(old, turn.node(old.nodeId())))
            .anyMatch(
                old -> slot.tasks().stream().anyMatch(next -> next.relieves().equals(old.id())));
  }

  /** The task that was to relieve this one and was given up, when that was no earlier. */
  static Optional<Task> givenUp(Slot slot, Task stays, Instant since) {
    return slot.tasks().stream()
        .filter(next -> next.relieves().equals(stays.id()) && !Tasks.isWanted(next))
        .filter(next -> !next.createdAt().isBefore(since))
        .findFirst();
  }

  private static Optional<Task> wantedOld(Slot slot, Task next) {
    return next.relieves().isEmpty()
        ? Optional.empty()
        : slot.tasks().stream()
            .filter(old -> old.id().equals(next.relieves()) && Tasks.isWanted(old))
            .findFirst();
  }

  private static boolean isStale(Turn turn, Service service, Task task) {
    return Tasks.isStale(task, service, turn.node(task.nodeId()));
  }
}
