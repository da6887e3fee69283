package io.jswarm.worker.task;

import io.jswarm.api.model.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a container that runs is brought to its end: it is asked to stop, killed when its grace is
 * over, and killed again until its end is seen.
 */
final class Stopping {
  /** A kill is repeated when the container's end has not been seen for this long. */
  static final Duration KILL_REPEAT = Duration.ofSeconds(10);

  private @Nullable Instant killAt;

  /** Why it was found not to be well. */
  private @Nullable String unhealthy;

  private boolean fenced;

  /** It has just been asked to stop, and has this long. */
  void begin(Duration grace, Instant now) {
    killAt = now.plus(grace);
  }

  /** It was found not to be well, which is why it stops. */
  void unhealthy(String why) {
    unhealthy = why;
  }

  /**
   * The node stops it for want of a lease: it is killed at the end of the lease's grace at last.
   */
  void fence(Instant now) {
    fenced = true;
    Instant kill = now.plus(Fence.KILLED_AFTER.minus(Fence.LEASE));
    killAt = killAt != null && killAt.isBefore(kill) ? killAt : kill;
  }

  boolean isFenced() {
    return fenced;
  }

  /**
   * Why it ends when it does now.
   *
   * @param ordered whether the cluster wants the task to stop, which goes before any other cause
   */
  StopCause cause(boolean ordered) {
    if (ordered) {
      return new StopCause.Ordered();
    }
    if (unhealthy != null) {
      return new StopCause.Unhealthy(unhealthy);
    }
    return fenced ? new StopCause.Fenced() : new StopCause.None();
  }

  /** Whether it is to be killed now, which is then due again later. */
  boolean killIsDue(Instant now) {
    boolean due = killAt != null && !now.isBefore(killAt);
    if (due) {
      killAt = now.plus(KILL_REPEAT);
    }
    return due;
  }

  /** When {@link #killIsDue}, if it was asked to stop. */
  Optional<Instant> wakeAt() {
    return Optional.ofNullable(killAt);
  }
}
