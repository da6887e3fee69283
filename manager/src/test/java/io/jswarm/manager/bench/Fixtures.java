package io.jswarm.manager.bench;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EngineDescription;
import io.jswarm.api.model.JoinTokens;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.ResourceRequirements;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.Version;
import io.jswarm.raftstore.image.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Nouns of tests. */
public final class Fixtures {
  public static final long CORE = 1_000_000_000L;
  public static final long GIB = 1L << 30;

  private Fixtures() {}

  public static ClusterState cluster() {
    Swarm swarm =
        new Swarm(
            "cluster1",
            Version.ZERO,
            Bench.START,
            Bench.START,
            SwarmSpec.UNSET.withName("default"),
            TlsInfo.UNKNOWN,
            false,
            List.of("10.0.0.0/8"),
            24,
            4789,
            new JoinTokens("SWMTKN-1-digest-worker", "SWMTKN-1-digest-manager"));
    return new ClusterState(swarm, "cert", "key", "", null, null);
  }

  public static NodeDescription description(String hostname) {
    return description(hostname, 4 * CORE, 8 * GIB);
  }

  public static NodeDescription description(String hostname, long nanoCpus, long memoryBytes) {
    return new NodeDescription(
        hostname,
        new Platform("x86_64", "linux"),
        new Resources(nanoCpus, memoryBytes, List.of()),
        EngineDescription.UNKNOWN,
        TlsInfo.UNKNOWN);
  }

  public static ServiceSpec web(long replicas) {
    return ServiceSpec.of(
        "web", TaskSpec.of(ContainerSpec.of("busybox")), ServiceMode.ofReplicas(replicas));
  }

  public static ServiceSpec scaled(ServiceSpec spec, long replicas) {
    return spec.withMode(ServiceMode.ofReplicas(replicas));
  }

  public static ServiceSpec task(ServiceSpec spec, UnaryOperator<TaskSpec> change) {
    return spec.withTaskTemplate(change.apply(spec.taskTemplate()));
  }

  /** The same with a task on each node. */
  public static ServiceSpec global() {
    return web(1).withMode(ServiceMode.ofGlobal());
  }

  /** The same as a job. */
  public static ServiceSpec job(long concurrent, long total) {
    return web(1).withMode(ServiceMode.ofReplicatedJob(concurrent, total));
  }

  /** The same as a job on each node. */
  public static ServiceSpec globalJob() {
    return web(1).withMode(ServiceMode.ofGlobalJob());
  }

  /** The same job, run at these times. */
  public static ServiceSpec scheduled(ServiceSpec job, String cron) {
    return job.withSchedule(Schedule.of(cron));
  }

  /** The same service with another image. */
  public static ServiceSpec image(ServiceSpec spec, String image) {
    return task(spec, t -> t.withContainerSpec(ContainerSpec.of(image)));
  }

  public static ServiceSpec constrained(ServiceSpec spec, String... constraints) {
    return task(
        spec, t -> t.withPlacement(new Placement(List.of(constraints), List.of(), 0, List.of())));
  }

  public static ServiceSpec reserving(ServiceSpec spec, long nanoCpus, long memoryBytes) {
    Resources reserved = new Resources(nanoCpus, memoryBytes, List.of());
    return task(spec, t -> t.withResources(new ResourceRequirements(null, reserved, null, null)));
  }

  public static ServiceSpec restarting(
      ServiceSpec spec,
      String condition,
      @Nullable Duration delay,
      @Nullable Long attempts,
      @Nullable Duration window) {
    return task(
        spec, t -> t.withRestartPolicy(new RestartPolicy(condition, delay, attempts, window)));
  }

  public static UpdateConfig updating(long parallelism, String order) {
    return new UpdateConfig(parallelism, Duration.ZERO, "", Duration.ZERO, 0, order);
  }

  /** One slot at a time and without delay, watched for so long. */
  public static UpdateConfig watching(Duration monitor, String failureAction, double ratio) {
    return new UpdateConfig(1, Duration.ZERO, failureAction, monitor, ratio, "stop-first");
  }

  /** Whether it should run, now or after a wait; a job's task that completed has run. */
  public static boolean isWanted(Task task) {
    return !task.isToStop() && !(isOfJob(task) && task.status().state() == TaskState.COMPLETE);
  }

  private static boolean isOfJob(Task task) {
    return task.jobIteration() != null;
  }

  /** The state an obedient worker brings a task to; a job's runs until it is said to be over. */
  public static TaskState asTold(Task task) {
    if (task.isToStop()) {
      return TaskState.SHUTDOWN;
    }
    return task.desiredState() == TaskState.COMPLETE ? TaskState.RUNNING : task.desiredState();
  }
}
