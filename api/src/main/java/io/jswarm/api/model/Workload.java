package io.jswarm.api.model;

/** What a service's mode means: how many tasks there are to be, and whether they end. */
public sealed interface Workload {
  /** As many tasks as this, kept running, one per slot from 1 on. */
  record Replicated(int replicas) implements Workload {}

  /** One task on every node that fits, kept running. */
  record Global() implements Workload {}

  /**
   * Tasks that run to their end, at most {@code maxConcurrent} at once, until {@code total}
   * completed.
   */
  record ReplicatedJob(int maxConcurrent, int total) implements Workload {}

  /** One task on every node that fits, run to its end once. */
  record GlobalJob() implements Workload {}

  /** Whether the tasks are to end by themselves. */
  default boolean isJob() {
    return switch (this) {
      case Replicated(int _) -> false;
      case Global() -> false;
      case ReplicatedJob(int _, int _) -> true;
      case GlobalJob() -> true;
    };
  }

  /** Whether there is one task per node instead of a number of slots. */
  default boolean isPerNode() {
    return switch (this) {
      case Replicated(int _) -> false;
      case Global() -> true;
      case ReplicatedJob(int _, int _) -> false;
      case GlobalJob() -> true;
    };
  }
}
