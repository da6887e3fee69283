package io.jswarm.api.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a job on a schedule. Ours.
 *
 * @param jobIteration what its tasks carry
 * @param due when it was due; null when somebody asked for it
 * @param endedAt when it was over; null while it is under way
 * @param message how it ended, in words
 */
@OmitEmpty
public record JobRun(
    @Always Version jobIteration,
    @Nullable Instant due,
    @Always Instant startedAt,
    @Nullable Instant endedAt,
    @Always RunState state,
    String message) {
  public JobRun {
    jobIteration = jobIteration == null ? Version.ZERO : jobIteration;
    startedAt = Values.instant(startedAt);
    state = state == null ? RunState.RUNNING : state;
    message = Values.text(message);
  }

  /** One that begins. */
  public static JobRun begun(Version jobIteration, @Nullable Instant due, Instant startedAt) {
    return new JobRun(jobIteration, due, startedAt, null, RunState.RUNNING, "");
  }

  /** Whether some of it may still run. */
  public boolean underWay() {
    return endedAt == null;
  }

  /** The same, told to stop. */
  public JobRun stopping() {
    return new JobRun(jobIteration, due, startedAt, null, RunState.STOPPING, message);
  }

  /** The same, over. */
  public JobRun ended(RunState state, Instant endedAt, String message) {
    return new JobRun(jobIteration, due, startedAt, endedAt, state, message);
  }
}
