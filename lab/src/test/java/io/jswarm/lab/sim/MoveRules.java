package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.RebalanceState;
import io.jswarm.api.model.RebalanceStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What moving tasks to other nodes may do, held against each round: what is moved runs, is told to
 * stop only when what takes its place runs, and few are under way at once.
 */
final class MoveRules {
  /** Among the whole cluster. */
  private static final int AT_ONCE = 8;

  void check(ClusterImage before, Round round, ClusterImage after) {
    for (Change change : round.changes()) {
      switch (change) {
        case Change.PutTask(Task next) when !next.relieves().isEmpty() -> begins(next, after);
        case Change.SetTaskDesired(String id, TaskState desired)
            when desired == TaskState.SHUTDOWN ->
            letGo(before.task(id), after);
        default -> {}
      }
    }
  }

  private static void begins(Task next, ClusterImage after) {
    Task old = after.task(next.relieves());
    require(
        old != null
            && old.status().state() == TaskState.RUNNING
            && old.slot() == next.slot()
            && old.serviceId().equals(next.serviceId())
            && !old.nodeId().equals(next.nodeId()),
        () -> "%s is to relieve %s, which is no running task of its slot".formatted(next, old));
    Service service = after.service(next.serviceId());
    require(
        service == null || !isRolling(service),
        () -> "%s is moved while its service is rolled out".formatted(next.relieves()));
    require(!next.spec().fence(), () -> "%s is fenced and moved".formatted(next.relieves()));
    long open = after.tasks().values().stream().filter(task -> isOpen(task, after)).count();
    require(open <= AT_ONCE, () -> open + " tasks are moved at once");
  }

  private static boolean isOpen(Task next, ClusterImage image) {
    Task old = next.relieves().isEmpty() ? null : image.task(next.relieves());
    return old != null && SlotRules.isWanted(next) && SlotRules.isWanted(old);
  }

  private static boolean isRolling(Service service) {
    UpdateState state = service.updateStatus() == null ? null : service.updateStatus().state();
    return state == UpdateState.UPDATING || state == UpdateState.ROLLBACK_STARTED;
  }

  /** A task that something else was to relieve goes only when that runs, or for a reason. */
  private static void letGo(@Nullable Task task, ClusterImage after) {
    Task now = task == null ? null : after.task(task.id());
    Service service = now == null ? null : after.service(now.serviceId());
    if (task == null
        || now == null
        || service == null
        || now.status().state() != TaskState.RUNNING
        || isRolling(service)
        || !now.spec().equals(service.spec().taskTemplate())
        || reserves(now.spec())
        || mustGo(now, after)) {
      return;
    }
    List<Task> others =
        after.tasksOfService(service.id()).stream()
            .filter(next -> next.relieves().equals(now.id()))
            .toList();
    require(
        others.isEmpty()
            || others.stream()
                .anyMatch(next -> next.status().state() == TaskState.RUNNING && !next.isToStop()),
        () -> "%s is let go before %s runs".formatted(now.id(), others));
  }

  /** Then its node may have become too small. */
  private static boolean reserves(TaskSpec spec) {
    return spec.reservations().nanoCpus() > 0 || !spec.reservations().genericResources().isEmpty();
  }

  private static boolean mustGo(Task task, ClusterImage image) {
    Node node = image.node(task.nodeId());
    return node == null
        || node.status().state() == NodeState.DOWN
        || node.spec().isDrained()
        || !Constraints.parse(task.spec().placementOrAnywhere().constraints()).matches(node);
  }

  /** Adds in sentences what is not as even as a service asks that moves its tasks by itself. */
  static void missing(ClusterImage image, Service service, List<String> missing) {
    RebalanceStatus status = service.rebalanceStatus();
    if (status != null && status.state() == RebalanceState.MOVING) {
      missing.add("tasks of %s still move".formatted(service.spec().name()));
      return;
    }
    TaskSpec spec = service.spec().taskTemplate();
    Placement placement = spec.placementOrAnywhere();
    boolean gaveUp = status != null && !status.stayed().isEmpty();
    boolean isFree = placement.constraints().isEmpty() && !reserves(spec);
    if (!placement.rebalances() || gaveUp || !isFree || !Fulfilment.isSteady(service)) {
      return;
    }
    UpdateState update = service.updateStatus() == null ? null : service.updateStatus().state();
    if (update == UpdateState.PAUSED || update == UpdateState.ROLLBACK_PAUSED) {
      return;
    }
    Map<String, Integer> counts = new TreeMap<>();
    image.nodes().keySet().forEach(id -> counts.put(id, 0));
    for (Task task : image.tasksOfService(service.id())) {
      if (SlotRules.isWanted(task)) {
        counts.computeIfPresent(task.nodeId(), (_, count) -> count + 1);
      }
    }
    if (!counts.isEmpty()
        && Collections.max(counts.values()) - Collections.min(counts.values()) > 1) {
      missing.add("%s is spread unevenly: %s".formatted(service.spec().name(), counts));
    }
  }
}
