package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * How many tasks there are and whether they end: exactly one member is set. See {@link
 * #workload()}.
 */
@OmitEmpty
public record ServiceMode(
    @Nullable ReplicatedService replicated,
    @Nullable GlobalService global,
    @Nullable ReplicatedJob replicatedJob,
    @Nullable GlobalJob globalJob) {

  /** No mode said: replicated, once. */
  public static final ServiceMode UNSET = new ServiceMode(null, null, null, null);

  /** As many tasks as this, kept running. */
  public static ServiceMode ofReplicas(long replicas) {
    return new ServiceMode(new ReplicatedService(replicas, null), null, null, null);
  }

  /** One task per node, kept running. */
  public static ServiceMode ofGlobal() {
    return new ServiceMode(null, new GlobalService(), null, null);
  }

  /** Tasks that run to their end until there were {@code total} completions. */
  public static ServiceMode ofReplicatedJob(long maxConcurrent, long total) {
    return new ServiceMode(null, null, new ReplicatedJob(maxConcurrent, total), null);
  }

  /** One task per node that runs to its end. */
  public static ServiceMode ofGlobalJob() {
    return new ServiceMode(null, null, null, new GlobalJob());
  }

  /** How the number of tasks follows their load; null when it does not. */
  public @Nullable Autoscale autoscale() {
    return replicated == null ? null : replicated.autoscale();
  }

  /** The mode of a replicated service with another number of tasks. */
  public ServiceMode withReplicas(long replicas) {
    return new ServiceMode(new ReplicatedService(replicas, autoscale()), null, null, null);
  }

  /** What the mode means, with Docker's defaults filled in. */
  public Workload workload() {
    if (global != null) {
      return new Workload.Global();
    }
    if (globalJob != null) {
      return new Workload.GlobalJob();
    }
    if (replicatedJob != null) {
      return replicatedJob.workload();
    }
    Long replicas = replicated == null ? null : replicated.replicas();
    return new Workload.Replicated(
        replicas == null ? Defaults.REPLICAS : Math.toIntExact(replicas));
  }

  /** When a job is run again; null for one without a schedule, and for what is no job. */
  public @Nullable Schedule schedule() {
    if (globalJob != null) {
      return globalJob.schedule();
    }
    return replicatedJob == null ? null : replicatedJob.schedule();
  }

  /** The same job with another schedule or none; what is no job has none. */
  public ServiceMode withSchedule(@Nullable Schedule schedule) {
    if (globalJob != null) {
      return new ServiceMode(null, null, null, new GlobalJob(schedule));
    }
    return replicatedJob == null
        ? this
        : new ServiceMode(
            null,
            null,
            new ReplicatedJob(
                replicatedJob.maxConcurrent(), replicatedJob.totalCompletions(), schedule),
            null);
  }
}
