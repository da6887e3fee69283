package io.jswarm.manager.orchestration;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.scheduler.Pending;
import io.jswarm.scheduler.node.VolumeWish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which running tasks may be given another node while they run well where they are. */
public final class Movable {
  private Movable() {}

  /** Why no task of a service may be moved now, to be read after its name; empty when some may. */
  public static Optional<String> obstacle(Service service) {
    Workload workload = service.spec().workload();
    if (workload.isJob()) {
      return Optional.of("is a job: its tasks end by themselves");
    }
    if (workload.isPerNode()) {
      return Optional.of("has a task on each node");
    }
    if (service.spec().taskTemplate().fence()) {
      return Optional.of("is fenced: no two tasks of a slot may run at once, as a move needs");
    }
    if (Restarts.neverReplaces(service.spec().taskTemplate())) {
      return Optional.of("has a restart policy by which no task is run again");
    }
    if (UpdateProgress.isUnderWay(service)) {
      return Optional.of("is being updated");
    }
    return UpdateProgress.isPaused(service)
        ? Optional.of("has an update that is paused")
        : Optional.empty();
  }

  /**
   * The tasks of a service that may be moved: they run, alone in their slots, are of the present
   * spec, and have no volume whose name depends on where they are.
   *
   * @param givenUpFrom tasks whose move was given up at this time or later stay; null for none
   */
  static List<Pending> tasks(
      ClusterImage image, Service service, List<Slot> slots, @Nullable Instant givenUpFrom) {
    List<Pending> tasks = new ArrayList<>();
    for (Slot slot : slots) {
      candidate(image, service, slot)
          .filter(task -> givenUpFrom == null || Relief.givenUp(slot, task, givenUpFrom).isEmpty())
          .map(task -> task.withSpec(service.spec().taskTemplate())) // what the next one is of
          .ifPresent(task -> tasks.add(pending(image, service, task)));
    }
    return tasks;
  }

  /** The task as the scheduler sees it. */
  static Pending pending(ClusterImage image, Service service, Task task) {
    EndpointSpec endpoint = Placer.endpointOf(image, task);
    return new Pending(task, endpoint, service.spec().name());
  }

  private static Optional<Task> candidate(ClusterImage image, Service service, Slot slot) {
    List<Task> live =
        slot.tasks().stream()
            .filter(task -> !Tasks.isStopped(task))
            .filter(task -> Tasks.isWanted(task) || !task.isUnassigned())
            .toList();
    return live.size() == 1
        ? Optional.of(live.getFirst()).filter(task -> isCandidate(image, service, task))
        : Optional.empty();
  }

  private static boolean isCandidate(ClusterImage image, Service service, Task task) {
    return Tasks.isRunning(task)
        && task.desiredState() == TaskState.RUNNING
        && !Tasks.isStale(task, service, image.node(task.nodeId()))
        && hasKnownVolumes(task);
  }

  private static boolean hasKnownVolumes(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    return container == null
        || container.mounts().stream()
            .filter(VolumeWish::isNamed)
            .map(Mount::source)
            .allMatch(VolumeWish::isForeseeable);
  }
}
