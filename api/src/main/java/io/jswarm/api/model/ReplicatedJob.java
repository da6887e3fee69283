package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that run to their end. An absent total is the concurrency, an absent concurrency is the
 * total, both absent is one.
 *
 * @param schedule ours (docs/adr/033): when to run it again
 */
@OmitEmpty
public record ReplicatedJob(
    @Nullable Long maxConcurrent, @Nullable Long totalCompletions, @Nullable Schedule schedule) {
  /** One that is run once. */
  public ReplicatedJob(@Nullable Long maxConcurrent, @Nullable Long totalCompletions) {
    this(maxConcurrent, totalCompletions, null);
  }

  Workload workload() {
    long total =
        totalCompletions != null ? totalCompletions : maxConcurrent != null ? maxConcurrent : 1;
    long concurrent = maxConcurrent != null ? maxConcurrent : total;
    return new Workload.ReplicatedJob(Math.toIntExact(concurrent), Math.toIntExact(total));
  }
}
