package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;

/** Tasks whose service is gone: all of them go too. */
final class Orphans {
  private Orphans() {}

  /**
   * Asks for the end of all tasks.
   *
   * @return whether nothing was left for the next round
   */
  static boolean remove(Turn turn, SlotBook book) {
    for (Slot slot : book.touched()) {
      for (Task task : slot.tasks()) {
        if (task.desiredState() != TaskState.REMOVE && turn.isFull()) {
          return false;
        }
        turn.desire(task, TaskState.REMOVE);
      }
    }
    return true;
  }
}
