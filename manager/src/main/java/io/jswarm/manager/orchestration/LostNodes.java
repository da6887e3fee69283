package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;

/** Gives up the tasks of nodes that are gone for good: nobody will report on them again. */
final class LostNodes {
  static final String DELETED = "Task belonged to a node that has been deleted";

  private LostNodes() {}

  static void orphanTasks(Turn turn, String nodeId, String reason) {
    for (Task task : turn.image().tasksOfNode(nodeId)) {
      if (turn.isFull()) {
        return;
      }
      if (task.status().state().mayMove(TaskState.ORPHANED, Mover.DISPATCHER)) {
        turn.observe(
            task,
            task.status()
                .withState(TaskState.ORPHANED)
                .withTimestamp(turn.at())
                .withMessage(reason));
      }
    }
  }
}
