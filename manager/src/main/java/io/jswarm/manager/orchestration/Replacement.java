package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskRestart;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import java.util.List;
import java.util.Map;

/**
 * Replaces the tasks of a service that stopped or must leave their node. The old task is asked to
 * shut down and a new one takes its slot in the same round; it is placed at once, and started when
 * its delay is over and the old one has stopped or cannot be reached.
 */
final class Replacement {
  private Replacement() {}

  /**
   * Replaces what needs it.
   *
   * @param ended what was last seen of tasks before they stopped, by id, as far as known
   * @param agenda told when to look again
   * @return whether nothing was left for the next round
   */
  static boolean replaceLost(
      Turn turn, Service service, SlotBook book, Map<String, TaskStatus> ended, Agenda agenda) {
    for (Slot slot : book.touched()) {
      for (Task task : slot.wanted()) {
        boolean stopped = Tasks.isStopped(task);
        TaskRestart held = task.restart();
        if (stopped && held != null && held.notBefore().isAfter(turn.at())) {
          // it failed while it was held: the delay it was made with still counts
          agenda.wake(service.id(), slot.place(), held.notBefore());
          continue;
        }
        boolean moves =
            !stopped && !task.isUnassigned() && Tasks.mustMove(task, turn.node(task.nodeId()));
        if ((stopped || moves) && turn.isFull()) {
          return false;
        }
        if (stopped) {
          restart(turn, service, slot, task, ended);
        } else if (moves) {
          move(turn, service, slot, task);
        }
      }
    }
    return true;
  }

  private static void restart(
      Turn turn, Service service, Slot slot, Task task, Map<String, TaskStatus> ended) {
    var verdict = Restarts.judge(task, ended.get(task.id()), slot.tasks(), turn.at());
    turn.desire(task, TaskState.SHUTDOWN);
    if (verdict instanceof Restarts.Verdict.Replace(var restart)
        && !isReplacedAlready(turn, service, slot, task)) {
      NewTask.add(turn, service, slot.place(), restart);
    }
  }

  private static void move(Turn turn, Service service, Slot slot, Task task) {
    turn.desire(task, TaskState.SHUTDOWN);
    if (!Restarts.neverReplaces(task) && !isReplacedAlready(turn, service, slot, task)) {
      if (Attempt.isOpen(task)) {
        NewTask.rollOut(turn, service, slot.place()); // it goes on elsewhere
      } else {
        NewTask.add(turn, service, slot.place(), null);
      }
    }
  }

  /**
   * A roll-out may have put the next task into the slot already, or have been called off while the
   * task it was to replace still runs.
   */
  private static boolean isReplacedAlready(Turn turn, Service service, Slot slot, Task task) {
    List<Task> newer = slot.tasks().subList(slot.tasks().indexOf(task) + 1, slot.tasks().size());
    return newer.stream().anyMatch(Tasks::isWanted)
        || slot.wanted().stream()
            .filter(other -> !other.id().equals(task.id()) && !Tasks.isStopped(other))
            .anyMatch(other -> !Tasks.isStale(other, service, turn.node(other.nodeId())));
  }
}
