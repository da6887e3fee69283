package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Mover;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.Comparator;
import java.util.List;

/**
 * Turns tasks away from a node that has changed so that it no longer meets the constraints of their
 * services, or no longer has what they reserve. Of those that do not all fit, the older ones stay.
 */
final class Enforcer {
  private static final String REASON = "assigned node no longer meets constraints";

  private static final Comparator<Task> OLDEST_FIRST =
      Comparator.comparing(Task::createdAt).thenComparing(Task::id);

  private Enforcer() {}

  static void enforce(Turn turn, Node node) {
    List<Task> held =
        turn.image().tasksOfNode(node.id()).stream()
            .filter(Enforcer::isHeld)
            .filter(task -> !Tasks.mustMove(task, node))
            .sorted(OLDEST_FIRST)
            .toList();
    Offer offer = new Offer(node.description().resources());
    for (Task task : held) {
      if (turn.isFull()) {
        return;
      }
      if (!meets(turn, node, task) || !offer.take(task)) {
        reject(turn, task);
      }
    }
  }

  private static boolean isHeld(Task task) {
    return Tasks.isWanted(task)
        && task.status().state().mayMove(TaskState.REJECTED, Mover.ENFORCER);
  }

  private static boolean meets(Turn turn, Node node, Task task) {
    Service service = turn.service(task.serviceId());
    List<String> constraints =
        (service == null ? task.spec() : service.spec().taskTemplate())
            .placementOrAnywhere()
            .constraints();
    return constraints.isEmpty() || Constraints.parse(constraints).matches(node);
  }

  private static void reject(Turn turn, Task task) {
    TaskStatus status =
        task.status()
            .withState(TaskState.REJECTED)
            .withTimestamp(turn.at())
            .withMessage(REASON)
            .withErr(REASON);
    turn.observe(task, status);
  }
}
