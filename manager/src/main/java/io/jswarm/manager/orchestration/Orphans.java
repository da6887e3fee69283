package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;

/** Tasks whose service is gone: all of them go too. */
final class Orphans {
  private Orphans() {}

  static void remove(Turn turn, String serviceId) {
    for (Task task : turn.tasksOf(serviceId)) {
      if (turn.isFull()) {
        return;
      }
      turn.desire(task, TaskState.REMOVE);
    }
  }
}
