package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskRestart;
import io.jswarm.api.model.TaskState;
import java.util.SortedMap;

/**
 * Replaces the tasks of a service that stopped or must leave their node. The old task is asked to
 * shut down and a new one takes its slot in the same round; it is placed at once, and started when
 * its delay is over and the old one has stopped.
 */
final class Replacement {
  private Replacement() {}

  static void replaceLost(Turn turn, Service service, Agenda agenda) {
    SortedMap<Integer, Slot> slots = Slot.group(turn.tasksOf(service.id()));
    for (Slot slot : slots.values()) {
      for (Task task : slot.wanted()) {
        if (turn.isFull()) {
          return;
        }
        consider(turn, service, slot, task, agenda);
      }
    }
  }

  private static void consider(Turn turn, Service service, Slot slot, Task task, Agenda agenda) {
    if (Tasks.isStopped(task)) {
      TaskRestart waits = task.restart();
      if (waits != null && waits.notBefore().isAfter(turn.at())) {
        // it failed while it was held: the delay it was made with still counts
        agenda.wake(service.id(), waits.notBefore());
      } else {
        restart(turn, service, slot, task);
      }
    } else if (!Tasks.isUnassigned(task)) {
      Node node = turn.node(task.nodeId());
      if (Tasks.mustMove(task, node)) {
        move(turn, service, slot, task, node);
      }
    }
  }

  private static void restart(Turn turn, Service service, Slot slot, Task task) {
    Task before = turn.base().task(task.id());
    var verdict =
        Restarts.judge(task, before == null ? null : before.status(), slot.tasks(), turn.at());
    turn.desire(task, TaskState.SHUTDOWN);
    switch (verdict) {
      case Restarts.Verdict.Replace(TaskRestart restart) -> {
        if (!isReplacedAlready(slot, task)) {
          boolean now = !restart.notBefore().isAfter(turn.at());
          TaskState desired = now ? TaskState.RUNNING : TaskState.READY;
          NewTask.add(turn, service, slot.number(), desired, restart);
        }
      }
      case Restarts.Verdict.LeaveStopped() -> {}
    }
  }

  private static void move(
      Turn turn,
      Service service,
      Slot slot,
      Task task,
      @org.jspecify.annotations.Nullable Node node) {
    turn.desire(task, TaskState.SHUTDOWN);
    if (!isReplacedAlready(slot, task)) {
      boolean waits = Tasks.isReachable(task, node);
      NewTask.add(turn, service, slot.number(), waits ? TaskState.READY : TaskState.RUNNING, null);
    }
  }

  /** A roll-out may have put the next task into the slot already. */
  private static boolean isReplacedAlready(Slot slot, Task task) {
    return slot.tasks().stream().anyMatch(t -> !t.id().equals(task.id()) && Tasks.isWanted(t));
  }
}
