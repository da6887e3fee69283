package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.Comparator;
import java.util.List;

/**
 * Asks a node that has changed to stop tasks whose services' constraints it no longer meets, or
 * which reserve more than it still has. Of those that do not all fit, the older ones stay. Only the
 * node says that they have stopped: until then, what replaces them waits.
 */
final class Enforcer {
  private static final Comparator<Task> OLDEST_FIRST =
      Comparator.comparing(Task::createdAt).thenComparing(Task::id);

  private Enforcer() {}

  static void enforce(Turn turn, Node node) {
    List<Task> held =
        turn.image().tasksOfNode(node.id()).stream()
            .filter(task -> Tasks.isWanted(task) && task.status().state().isWithWorker())
            .filter(task -> !Tasks.mustMove(task, node))
            .sorted(OLDEST_FIRST)
            .toList();
    Offer offer = new Offer(node.description().resources());
    for (Task task : held) {
      if (turn.isFull()) {
        return;
      }
      if (!meets(turn, node, task) || !offer.take(task)) {
        turn.desire(task, TaskState.SHUTDOWN);
      }
    }
  }

  private static boolean meets(Turn turn, Node node, Task task) {
    Service service = turn.service(task.serviceId());
    List<String> constraints =
        (service == null ? task.spec() : service.spec().taskTemplate())
            .placementOrAnywhere()
            .constraints();
    return constraints.isEmpty() || Constraints.parse(constraints).matches(node);
  }
}
