package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.AutoscaleStatus.Scaling;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.Workload;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What may become of numbers of tasks that follow their load: they stay within their bounds, they
 * are changed only when a node has said at least twice what a task of the service uses, and in the
 * end they are what the load calls for.
 */
final class ScaleRules {
  private static final double NANOS_PER_CORE = 1e9;

  /** The tolerance, and what clocks of hosts may go wrong. */
  private static final double AS_WANTED = 0.13;

  private static final double DRIFT = 1.03;

  /** How often nodes have said what a task uses. */
  private final Map<String, Integer> said = new TreeMap<>();

  void said(WorkerMessage message) {
    if (message instanceof WorkerMessage.Usage(long _, var uses)) {
      uses.forEach(use -> said.merge(use.taskId(), 1, Integer::sum));
    }
  }

  void check(ClusterImage before, Round round, ClusterImage after) {
    for (Change change : round.changes()) {
      if (change instanceof Change.PutService(Service put)) {
        Service now = after.service(put.id());
        if (now != null && now.spec().autoscale() != null) {
          check(before, before.service(put.id()), now);
        }
      }
    }
  }

  private void check(ClusterImage image, @Nullable Service before, Service now) {
    Autoscale wish = Objects.requireNonNull(now.spec().autoscale());
    require(
        wish.allows(replicas(now)),
        () -> "%s has %d tasks, not %s".formatted(now.spec().name(), replicas(now), wish));
    Scaling scaling = scaling(now);
    if (scaling != null && !scaling.equals(scaling(before))) {
      require(
          scaling.to() == replicas(now),
          () -> "%s has %d tasks and %s".formatted(now.spec().name(), replicas(now), scaling));
      require(
          image.tasksOfService(now.id()).stream()
              .anyMatch(task -> said.getOrDefault(task.id(), 0) >= 2),
          () -> "%s is scaled and nobody has said what it uses".formatted(now.spec().name()));
    }
  }

  private static @Nullable Scaling scaling(@Nullable Service service) {
    AutoscaleStatus status = service == null ? null : service.autoscaleStatus();
    return status == null ? null : status.lastScale();
  }

  private static long replicas(Service service) {
    return service.spec().workload() instanceof Workload.Replicated(int replicas) ? replicas : 0;
  }

  /** Adds a sentence when the number of tasks is not what the load calls for. */
  static void missing(ClusterImage image, Service service, List<String> missing) {
    Autoscale wish = service.spec().autoscale();
    if (wish == null || !Fulfilment.isSteady(service) || !allRun(image, service)) {
      return;
    }
    long tasks = replicas(service);
    double each = whole(service) * wish.cpu() / 100;
    double ratio = Math.min(Loads.CORES_MAX, Loads.of(service) / tasks) / each;
    boolean few = ratio > 1 + AS_WANTED && tasks < wish.max();
    long enough = wish.nearest((long) Math.ceil(Loads.of(service) * DRIFT / each));
    boolean many = ratio < 1 - AS_WANTED && tasks > enough;
    if (few || many) {
      missing.add(
          "%s has %d tasks, which use %.2f of what %s wants"
              .formatted(service.spec().name(), tasks, ratio, wish));
    }
  }

  private static boolean allRun(ClusterImage image, Service service) {
    boolean paused =
        service.updateStatus() != null
            && (service.updateStatus().state() == UpdateState.PAUSED
                || service.updateStatus().state() == UpdateState.ROLLBACK_PAUSED);
    return !paused
        && image.tasksOfService(service.id()).stream()
            .filter(task -> !task.isToStop())
            .map(Task::status)
            .allMatch(status -> status.state() == TaskState.RUNNING);
  }

  /** A hundred percent of a task, in cores. */
  private static double whole(Service service) {
    ResourceRequirements resources = service.spec().taskTemplate().resources();
    long reserved =
        resources == null || resources.reservations() == null
            ? 0
            : resources.reservations().nanoCpus();
    return reserved == 0 ? 1 : reserved / NANOS_PER_CORE;
  }
}
