package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import io.jswarm.scheduler.constraint.Constraints;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a roll-out may do, held against each round: it has no more slots in its hands than its
 * parallelism, those that have their delay included; with start-first it lets no task go in whose
 * place no other runs; and its status moves as Swarm's does.
 */
final class UpdateRules {

  void check(ClusterImage before, Round round, ClusterImage after) {
    Set<String> rolled = new TreeSet<>();
    for (Change change : round.changes()) {
      switch (change) {
        case Change.PutTask(Task task) when task.rolledOut() && !continues(before, task) ->
            rolled.add(task.serviceId());
        case Change.SetTaskDesired(String id, TaskState desired)
            when desired == TaskState.SHUTDOWN ->
            letGo(before.task(id), after);
        case Change.PutService(Service service) ->
            status(before.service(service.id()), after.service(service.id()));
        default -> {}
      }
    }
    for (String serviceId : rolled) {
      Service service = after.service(serviceId);
      if (service != null) {
        pace(service, after);
      }
    }
  }

  /** Whether it is made for one that the roll-out made before, whose node is lost. */
  private static boolean continues(ClusterImage before, Task task) {
    Service service = before.service(task.serviceId());
    return service != null
        && before.tasksOfService(task.serviceId()).stream()
            .filter(other -> Place.of(service, other).equals(Place.of(service, task)))
            .anyMatch(UpdateRules::isOpen);
  }

  private static boolean isOpen(Task task) {
    return task.rolledOut()
        && task.runningSince() == null
        && task.isLive()
        && !task.desiredState().isAfter(TaskState.RUNNING);
  }

  /** The configuration in force. */
  private static UpdateConfig config(Service service) {
    boolean goesBack =
        service.updateStatus() != null
            && service.updateStatus().state() == UpdateState.ROLLBACK_STARTED;
    UpdateConfig config =
        goesBack ? service.spec().rollbackConfig() : service.spec().updateConfig();
    return config == null ? UpdateConfig.DEFAULT : config;
  }

  private static void pace(Service service, ClusterImage after) {
    UpdateConfig config = config(service);
    if (config.parallelism() == 0) {
      return;
    }
    Instant restsFrom = after.at().minus(config.delay());
    Set<Place> busy = new TreeSet<>();
    for (Task task : after.tasksOfService(service.id())) {
      boolean ours = task.rolledOut() && task.spec().equals(service.spec().taskTemplate());
      boolean rests =
          task.runningSince() != null
              && task.runningSince().isAfter(restsFrom)
              && !task.desiredState().isAfter(TaskState.RUNNING);
      if (ours && (isOpen(task) || rests)) {
        busy.add(Place.of(service, task));
      }
    }
    require(
        busy.size() <= config.parallelism(),
        () ->
            "slots %s of %s are rolled out together, and %d may be"
                .formatted(busy, service.spec().name(), config.parallelism()));
  }

  private static void letGo(@Nullable Task task, ClusterImage after) {
    if (task == null) {
      return;
    }
    Service service = after.service(task.serviceId());
    Task now = after.task(task.id());
    if (service == null
        || now == null
        || now.status().state() != TaskState.RUNNING
        || !config(service).orderOrDefault().equals("start-first")
        || !task.spec().reservations().genericResources().isEmpty()
        || task.spec().reservations().nanoCpus() > 0
        || mustGo(now, service, after)) {
      return;
    }
    List<Task> others =
        after.tasksOfService(service.id()).stream()
            .filter(other -> Place.of(service, other).equals(Place.of(service, now)))
            .filter(other -> !other.id().equals(now.id()))
            .filter(other -> other.status().state() == TaskState.RUNNING)
            .filter(other -> !other.desiredState().isAfter(TaskState.RUNNING))
            .toList();
    require(
        !others.isEmpty(),
        () ->
            "%s of %s is let go although none runs in its place"
                .formatted(now.id(), service.spec().name()));
  }

  /** Whether its node is reason enough. */
  private static boolean mustGo(Task task, Service service, ClusterImage image) {
    Node node = image.node(task.nodeId());
    return node == null
        || node.status().state() == NodeState.DOWN
        || !node.spec().isActive()
        || !Constraints.parse(service.spec().taskTemplate().placementOrAnywhere().constraints())
            .matches(node);
  }

  /**
   * Nothing fails that has ended, and a rollback ends as one. Somebody may ask for the spec that is
   * there already: an update begins anew then, and a rollback by hand may end at once.
   */
  private static void status(@Nullable Service before, @Nullable Service after) {
    if (before == null || after == null || after.updateStatus() == null) {
      return;
    }
    UpdateState from = before.updateStatus() == null ? null : before.updateStatus().state();
    UpdateState to = after.updateStatus().state();
    boolean sameSpec = before.spec().equals(after.spec());
    if (from == null || from == to || to == null || !sameSpec) {
      return;
    }
    boolean may =
        switch (from) {
          case UPDATING -> to != UpdateState.ROLLBACK_PAUSED;
          case ROLLBACK_STARTED -> to != UpdateState.PAUSED && to != UpdateState.COMPLETED;
          case PAUSED, COMPLETED, ROLLBACK_PAUSED, ROLLBACK_COMPLETED ->
              to != UpdateState.PAUSED && to != UpdateState.ROLLBACK_PAUSED;
        };
    require(
        may, () -> "the update of %s goes from %s to %s".formatted(after.spec().name(), from, to));
  }
}
