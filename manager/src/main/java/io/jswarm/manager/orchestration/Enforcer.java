package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.scheduler.constraint.Constraints;

/** Turns tasks away from a node that has changed so that it no longer meets their constraints. */
final class Enforcer {
  private static final String REASON = "assigned node no longer meets constraints";

  private Enforcer() {}

  static void enforce(Turn turn, Node node) {
    for (Task task : turn.image().tasksOfNode(node.id())) {
      boolean held =
          Tasks.isWanted(task) && task.status().state().mayMove(TaskState.REJECTED, Mover.ENFORCER);
      if (held && !turn.isFull() && !meets(node, task)) {
        TaskStatus status =
            task.status()
                .withState(TaskState.REJECTED)
                .withTimestamp(turn.at())
                .withMessage(REASON)
                .withErr(REASON);
        turn.observe(task, status);
      }
    }
  }

  private static boolean meets(Node node, Task task) {
    return Constraints.parse(task.spec().placementOrAnywhere().constraints()).matches(node);
  }
}
