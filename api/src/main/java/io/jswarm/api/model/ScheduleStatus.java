package io.jswarm.api.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands with its schedule: all that decides on its next run, so that whoever leads next
 * neither loses nor doubles one. Ours.
 *
 * @param nextRun when the next run is due; null while nothing falls due
 * @param byHand whether somebody asked for it
 * @param runs those under way and the last that ended, the oldest first
 * @param lastSkipped when a run was due last that was not begun
 * @param skipReason why not
 */
@OmitEmpty
public record ScheduleStatus(
    @Nullable Instant nextRun,
    boolean byHand,
    List<JobRun> runs,
    @Nullable Instant lastSkipped,
    String skipReason) {
  /** Why a run is left out when one begins that somebody asked for. */
  public static final String BY_HAND = "a run that was asked for by hand begins instead";

  public ScheduleStatus {
    runs = Values.list(runs);
    skipReason = Values.text(skipReason);
  }

  /** Of a job that never ran. */
  public static ScheduleStatus dueAt(@Nullable Instant nextRun) {
    return new ScheduleStatus(nextRun, false, List.of(), null, "");
  }

  /** The runs that have not ended. */
  public List<JobRun> underWay() {
    return runs.stream().filter(JobRun::underWay).toList();
  }

  /** The same with another time for the next run, which comes by itself. */
  public ScheduleStatus withNextRun(@Nullable Instant nextRun) {
    return new ScheduleStatus(nextRun, false, runs, lastSkipped, skipReason);
  }

  /** The same, after what is due by now and has not begun was left out, if anything is. */
  public ScheduleStatus leavingOut(Instant now, String reason) {
    return nextRun == null || byHand || nextRun.isAfter(now) ? this : skipped(nextRun, reason);
  }

  /** The same with a run due at this time because somebody asked for it. */
  public ScheduleStatus askedFor(Instant at) {
    return new ScheduleStatus(at, true, runs, lastSkipped, skipReason);
  }

  public ScheduleStatus withRuns(List<JobRun> runs) {
    return new ScheduleStatus(nextRun, byHand, runs, lastSkipped, skipReason);
  }

  /** The same after a run was left out. */
  public ScheduleStatus skipped(Instant due, String reason) {
    return new ScheduleStatus(nextRun, byHand, runs, due, reason);
  }
}
