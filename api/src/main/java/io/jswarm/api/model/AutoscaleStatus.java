package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a service's {@link Autoscale}: ours, beside its update status. The figures are the
 * last the leader found worth writing down, not the newest it has heard.
 *
 * @param cpu what its tasks used of CPU on average, in percent as {@link Autoscale#cpu} counts;
 *     absent while it is not known
 * @param memory the same of memory
 * @param seenAt when that was
 * @param lastScale the last change of the number of tasks that followed from their load
 * @param setByHandAt when somebody last chose the number of tasks
 */
@OmitEmpty
public record AutoscaleStatus(
    @JsonProperty("CPU") @Nullable Long cpu,
    @Nullable Long memory,
    @Nullable Instant seenAt,
    @Nullable Scaling lastScale,
    @Nullable Instant setByHandAt) {
  /** Nothing is known, and nothing was done. */
  public static final AutoscaleStatus NONE = new AutoscaleStatus(null, null, null, null, null);

  /** With these figures. */
  public AutoscaleStatus seen(@Nullable Long newCpu, @Nullable Long newMemory, Instant newSeenAt) {
    return new AutoscaleStatus(newCpu, newMemory, newSeenAt, lastScale, setByHandAt);
  }

  /** With this change as the last one. */
  public AutoscaleStatus scaled(Scaling scaling) {
    return new AutoscaleStatus(cpu, memory, seenAt, scaling, setByHandAt);
  }

  /** With a number of tasks that somebody chose at this time. */
  public AutoscaleStatus setByHand(Instant at) {
    return new AutoscaleStatus(cpu, memory, seenAt, lastScale, at);
  }

  /**
   * One change of the number of tasks.
   *
   * @param reason for people
   */
  @OmitEmpty
  public record Scaling(long from, long to, String reason, @Always Instant at) {
    public Scaling {
      reason = Values.text(reason);
      at = Values.instant(at);
    }
  }
}
