package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One live task per slot or node, held against each round. Of the tasks of a slot that are not
 * over, one is wanted, or two in a start-first roll-out or while one relieves the other; and one is
 * let go only when each other has stopped, or is on a node that cannot be reached, or has had a
 * minute of the cluster's time.
 *
 * <p>Whom a task need not wait for is noted when it is let go: only their containers may still run
 * when its own begins.
 */
final class SlotRules {
  /** A replacement waits this long for a task that does not stop. */
  private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

  private final Set<String> excused = new HashSet<>();
  private final Set<String> forgotten = new HashSet<>();

  /** Whether one of the two tasks was let go without waiting for the other. */
  boolean isExcused(String taskId, String other) {
    return excused.contains(taskId + " " + other)
        || excused.contains(other + " " + taskId)
        || forgotten.contains(other);
  }

  void check(ClusterImage before, Round round, ClusterImage after) {
    Set<String> ended = new HashSet<>();
    for (Change change : round.changes()) {
      if (change instanceof Change.SetTaskStatus(String id, var status)
          && status.state().isTerminal()
          && status.state() != TaskState.ORPHANED) {
        ended.add(id);
      } else if (change instanceof Change.RemoveTask(String id) && !ended.contains(id)) {
        forgotten(before.task(id), after);
      }
    }
    for (String serviceId : services(round, after)) {
      Service service = after.service(serviceId);
      if (service != null) {
        slots(after, service)
            .forEach((place, tasks) -> new Slot(before, after, service, place, tasks).check());
      }
    }
  }

  /** A task that may still run is forgotten only with a node that cannot be reached. */
  private void forgotten(@Nullable Task task, ClusterImage after) {
    if (task != null && task.status().state().isWithWorker()) {
      require(
          !isReady(after, task.nodeId()),
          () -> "%s on %s is forgotten while it may run".formatted(task.id(), task.nodeId()));
      Node node = after.node(task.nodeId());
      require(
          !task.spec().fence() || node == null || node.status().fenced(),
          () -> "%s is forgotten before its fence is over".formatted(task.id()));
      forgotten.add(task.id());
    }
  }

  private static boolean isReady(ClusterImage image, String nodeId) {
    Node node = image.node(nodeId);
    return node != null && node.status().state() == NodeState.READY;
  }

  private static Set<String> services(Round round, ClusterImage after) {
    Set<String> services = new TreeSet<>();
    for (Change change : round.changes()) {
      switch (change) {
        case Change.PutTask(Task task) -> services.add(task.serviceId());
        case Change.SetTaskDesired(String id, var _) -> {
          Task task = after.task(id);
          if (task != null) {
            services.add(task.serviceId());
          }
        }
        default -> {}
      }
    }
    return services;
  }

  private static Map<Place, List<Task>> slots(ClusterImage image, Service service) {
    Map<Place, List<Task>> slots = new TreeMap<>();
    for (Task task : image.tasksOfService(service.id())) {
      slots.computeIfAbsent(Place.of(service, task), _ -> new ArrayList<>()).add(task);
    }
    return slots;
  }

  static boolean isStartFirst(Service service) {
    return isStartFirst(service.spec().updateConfig())
        || isStartFirst(service.spec().rollbackConfig());
  }

  private static boolean isStartFirst(@Nullable UpdateConfig config) {
    return config != null && config.orderOrDefault().equals("start-first");
  }

  static boolean isWanted(Task task) {
    return !task.isToStop() && !task.status().state().isTerminal();
  }

  private final class Slot {
    private final ClusterImage before;
    private final ClusterImage after;
    private final Service service;
    private final Place place;
    private final List<Task> tasks;

    Slot(ClusterImage before, ClusterImage after, Service service, Place place, List<Task> tasks) {
      this.before = before;
      this.after = after;
      this.service = service;
      this.place = place;
      this.tasks = tasks;
    }

    void check() {
      List<Task> wanted = tasks.stream().filter(SlotRules::isWanted).toList();
      require(
          wanted.size() <= (isStartFirst(service) || relieves(wanted) ? 2 : 1),
          () ->
              "%d tasks are wanted in %s, %s"
                  .formatted(wanted.size(), place, service.spec().name()));
      wanted.stream().filter(this::isLetGo).forEach(this::letGo);
    }

    private boolean relieves(List<Task> wanted) {
      return wanted.stream()
          .anyMatch(next -> wanted.stream().anyMatch(old -> next.relieves().equals(old.id())));
    }

    private boolean isLetGo(Task task) {
      Task was = before.task(task.id());
      return task.desiredState() != TaskState.READY
          && (was == null || was.desiredState() == TaskState.READY);
    }

    private void letGo(Task task) {
      boolean patienceIsOver = !task.createdAt().plus(STOP_PATIENCE).isAfter(after.at());
      for (Task other : tasks) {
        require(
            !isStopping(other) || (patienceIsOver && !other.spec().fence()),
            () ->
                "%s of %s starts before %s has stopped"
                    .formatted(task.id(), service.spec().name(), other.id()));
      }
      for (Task other : tasks) {
        if (patienceIsOver || !isReady(after, other.nodeId())) {
          excused.add(task.id() + " " + other.id());
        }
      }
    }

    private boolean mayRunBehindItsFence(Task task) {
      Node node = after.node(task.nodeId());
      return task.spec().fence() && node != null && !node.status().fenced();
    }

    private boolean isStopping(Task task) {
      return !isWanted(task)
          && task.status().state().isWithWorker()
          && (isReady(after, task.nodeId()) || mayRunBehindItsFence(task));
    }
  }
}
