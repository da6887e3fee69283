package io.jswarm.manager.autoscale;

import static io.jswarm.manager.bench.Fixtures.web;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.AutoscaleStatus;
import io.jswarm.api.model.AutoscaleStatus.Scaling;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Workload;
import io.jswarm.api.rpc.WorkerMessage.TaskUse;
import io.jswarm.api.rpc.WorkerMessage.Usage;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.writer.WriterInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A service whose tasks share a load, on nodes that obey and say every 5 seconds what they use. */
final class LoadedService {
  static final Duration PERIOD = Duration.ofSeconds(5);
  private static final double NANOS_PER_SECOND = 1e9;

  final Bench bench = Bench.withNodes(4);
  private final String id;
  private final Map<String, Double> cpuNanos = new TreeMap<>();

  /** In cores, all tasks together. */
  double load;

  /** Nodes do not say what tasks use. */
  boolean silent;

  LoadedService(long replicas, Autoscale wish, double load) {
    this.load = load;
    this.id = bench.create(spec(replicas, wish)).id();
    bench.obey();
  }

  static ServiceSpec spec(long replicas, Autoscale wish) {
    ReplicatedService mode = new ReplicatedService(replicas, wish);
    return web(replicas).withMode(new ServiceMode(mode, null, null, null));
  }

  Service service() {
    return bench.service(id);
  }

  long replicas() {
    return service().spec().workload() instanceof Workload.Replicated(int replicas) ? replicas : -1;
  }

  @Nullable Scaling lastScale() {
    AutoscaleStatus status = service().autoscaleStatus();
    return status == null ? null : status.lastScale();
  }

  /** Lets time pass, in whole periods. */
  void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(PERIOD)) {
      bench.obey();
      bench.pass(PERIOD);
      work();
      if (!silent) {
        measure();
      }
      bench.obey();
    }
  }

  private void work() {
    List<Task> running = bench.running(service());
    double each = load * NANOS_PER_SECOND * PERIOD.toSeconds() / Math.max(1, running.size());
    running.forEach(task -> cpuNanos.merge(task.id(), each, Double::sum));
  }

  private void measure() {
    Map<String, List<TaskUse>> byNode = new TreeMap<>();
    for (Task task : bench.running(service())) {
      long nanos = cpuNanos.getOrDefault(task.id(), 0.0).longValue();
      byNode
          .computeIfAbsent(task.nodeId(), _ -> new ArrayList<>())
          .add(new TaskUse(task.id(), nanos, 0));
    }
    long atNanos = Duration.between(Bench.START, bench.now).toNanos();
    byNode.forEach(
        (node, uses) -> bench.offer(new WriterInput.Measured(node, new Usage(atNanos, uses))));
  }
}
