package io.jswarm.lab.sim;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.WorkerMessage.TaskUse;
import io.jswarm.api.rpc.WorkerMessage.Usage;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What simulated containers use of CPU: those of one service share the load that a label of it
 * says, in thousandths of a core, and none can do more than two cores.
 */
final class Loads {
  static final String LABEL = "load";
  static final double CORES_MAX = 2;
  private static final double THOUSAND = 1_000;

  private record Account(Instant at, double cpuNanos) {}

  private final SimCluster world;
  private final Map<String, Account> accounts = new TreeMap<>();

  Loads(SimCluster world) {
    this.world = world;
  }

  /** What these tasks have used by now. */
  Usage use(Set<String> taskIds, Instant clock) {
    List<TaskUse> uses = new ArrayList<>();
    for (String taskId : taskIds) {
      Instant now = world.time().now();
      Account before = accounts.getOrDefault(taskId, new Account(now, 0));
      double nanos = Duration.between(before.at, now).toNanos() * cores(taskId);
      Account account = new Account(now, before.cpuNanos + nanos);
      accounts.put(taskId, account);
      uses.add(new TaskUse(taskId, (long) account.cpuNanos, 0));
    }
    return new Usage(Duration.between(Instant.EPOCH, clock).toNanos(), uses);
  }

  private double cores(String taskId) {
    ClusterImage image = world.ledger().newest();
    Task task = image.task(taskId);
    Service service = task == null ? null : image.service(task.serviceId());
    if (service == null) {
      return 0;
    }
    long sharing =
        world.ledger().containers().running().keySet().stream()
            .filter(other -> isOf(image.task(other), service))
            .count();
    return Math.min(CORES_MAX, of(service) / Math.max(1, sharing));
  }

  private static boolean isOf(@Nullable Task task, Service service) {
    return task != null && task.serviceId().equals(service.id());
  }

  /** The load of a service, in cores. */
  static double of(Service service) {
    return Integer.parseInt(service.spec().labels().getOrDefault(LABEL, "0")) / THOUSAND;
  }
}
