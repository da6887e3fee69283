package io.jswarm.api.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which run of a job this is, and when it was started.
 *
 * @param schedule ours (docs/adr/033): set when runs follow a schedule, or did until it was taken
 *     away; the tasks of earlier runs are then kept
 */
@OmitEmpty
public record JobStatus(
    @Always Version jobIteration,
    @Always Instant lastExecution,
    @Nullable ScheduleStatus schedule) {
  public JobStatus {
    jobIteration = jobIteration == null ? Version.ZERO : jobIteration;
    lastExecution = Values.instant(lastExecution);
  }

  /** Of a job without a schedule. */
  public JobStatus(Version jobIteration, Instant lastExecution) {
    this(jobIteration, lastExecution, null);
  }

  /** Of a job that was never run. */
  public static JobStatus neverRun(ScheduleStatus schedule) {
    return new JobStatus(Version.ZERO, Values.instant(null), schedule);
  }

  public JobStatus withSchedule(@Nullable ScheduleStatus schedule) {
    return new JobStatus(jobIteration, lastExecution, schedule);
  }
}
