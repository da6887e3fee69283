package io.jswarm.manager.orchestration;

import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.raftstore.image.Change;
import org.jspecify.annotations.Nullable;

/**
 * Removes tasks that nothing needs any more: those to be removed once they have stopped, and in
 * each slot the oldest beyond the history the cluster keeps, but for what a roll-out still counts.
 * That a job's task completed is more than history: it is why its slot is not run again.
 */
final class Reaper {
  private Reaper() {}

  /**
   * Reaps the tasks of one service.
   *
   * @param service null when it is gone
   * @param historyLimit how many tasks a slot keeps, negative for all
   * @return whether nothing was left for the next round
   */
  static boolean reap(Turn turn, @Nullable Service service, SlotBook book, long historyLimit) {
    for (Slot slot : book.touched()) {
      long surplus = slot.tasks().size() - keep(slot, historyLimit);
      for (Task task : slot.tasks()) {
        boolean history =
            isOver(turn, task)
                && !task.id().equals(slot.newest().id())
                && !Tasks.isDone(task)
                && !RollOut.isCounted(turn, service, slot, task);
        boolean discarded = task.desiredState() == TaskState.REMOVE && isOver(turn, task);
        if (discarded || (history && surplus > 0 && historyLimit >= 0)) {
          if (turn.isFull()) {
            return false;
          }
          turn.add(new Change.RemoveTask(task.id()));
          surplus--;
        }
      }
    }
    return true;
  }

  private static boolean isOver(Turn turn, Task task) {
    if (Tasks.isWanted(task)) {
      return false;
    }
    return Tasks.isStopped(task)
        || task.isUnassigned()
        || (task.desiredState() == TaskState.REMOVE
            && !Tasks.mayRunOn(task, turn.node(task.nodeId())));
  }

  /** Counting restart attempts needs one task more than there may be attempts. */
  private static long keep(Slot slot, long historyLimit) {
    RestartPolicy policy = slot.newest().spec().restartPolicy();
    Long attempts = policy == null ? null : policy.maxAttempts();
    return attempts == null || attempts <= 0 ? historyLimit : Math.max(historyLimit, attempts + 1);
  }
}
