package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that run to their end. An absent total is the concurrency, an absent concurrency is the
 * total, both absent is one.
 */
@OmitEmpty
public record ReplicatedJob(@Nullable Long maxConcurrent, @Nullable Long totalCompletions) {

  Workload workload() {
    long total =
        totalCompletions != null ? totalCompletions : maxConcurrent != null ? maxConcurrent : 1;
    long concurrent = maxConcurrent != null ? maxConcurrent : total;
    return new Workload.ReplicatedJob(Math.toIntExact(concurrent), Math.toIntExact(total));
  }
}
