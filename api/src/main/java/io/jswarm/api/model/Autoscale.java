package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That the number of a service's tasks follows their load (docs/adr/030): managers choose it within
 * these bounds so that on average each task uses about as much as is wanted here.
 *
 * @param min the fewest tasks, at least one: a service without tasks has no load to follow
 * @param max the most tasks
 * @param cpu the CPU a task should use, in percent of its reservation, else of its limit, else of
 *     one core; 0 when CPU does not count
 * @param memory the memory a task should use, in percent of its limit, else of its reservation; 0
 *     when memory does not count
 * @param cooldown for how long fewer tasks must have been enough before there are fewer, and how
 *     long a number set by hand stays; absent means {@link #COOLDOWN}
 */
@OmitEmpty
public record Autoscale(
    long min, long max, @JsonProperty("CPU") long cpu, long memory, @Nullable Duration cooldown) {
  /** The cooldown of those that say none. */
  public static final Duration COOLDOWN = Duration.ofMinutes(1);

  /** Nodes are not asked more often than this what their tasks use. */
  public static final Duration COOLDOWN_MIN = Duration.ofSeconds(5);

  /** As long as the leader remembers. */
  public static final Duration COOLDOWN_MAX = Duration.ofHours(1);

  /** The cooldown that is in force. */
  public Duration cooldownOrDefault() {
    return cooldown == null ? COOLDOWN : cooldown;
  }

  /** Whether a service may have so many tasks. */
  public boolean allows(long replicas) {
    return min <= replicas && replicas <= max;
  }

  /** The number nearest to this one that the service may have. */
  public long nearest(long replicas) {
    return Math.clamp(replicas, min, max);
  }
}
