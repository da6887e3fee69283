package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.manager.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a run is due: it begins, or is left out with a reason, or waits until the one
 * before it has stopped. Of several that fell due since anybody looked, the last one counts, so
 * there is never a burst; that the others were left out is written down too. The time of the next
 * run is written in the same round, which is why none is begun twice.
 */
final class DueRun {
  /** Where runs may overlap: a job with more under way takes longer than its schedule allows. */
  static final int UNDER_WAY_MAX = 32;

  private DueRun() {}

  /**
   * Settles what is due.
   *
   * @return whether anything was changed, and the runs are to be looked at again
   */
  static boolean settle(JobRuns runs) {
    Instant next = runs.status().nextRun();
    Schedule schedule = runs.service().spec().schedule();
    Instant now = runs.turn().at();
    if (next == null || next.isAfter(now) || schedule == null) {
      return false;
    }
    Optional<Timetable> timetable = Timetable.read(schedule);
    if (timetable.isEmpty()) {
      return false; // a manager that knows the time zone will come to lead
    }
    boolean byHand = runs.status().byHand();
    Instant due = byHand ? next : timetable.get().last(next, now);
    Instant following = schedule.suspended() ? null : timetable.get().next(now).orElse(null);
    List<JobRun> underWay = runs.status().underWay();
    boolean replaces = schedule.concurrencyOrDefault().equals(Schedule.REPLACE);
    if (replaces && !underWay.isEmpty() && !isLate(schedule, runs, due)) {
      return makeRoom(runs, underWay);
    }
    Optional<Instant> passed = passedOver(runs, timetable.get(), due);
    String obstacle = obstacle(schedule, runs, due);
    if (obstacle != null) {
      String more = next.isBefore(due) ? "; what fell due since " + next + " was left out too" : "";
      runs.skip(passed.filter(due::isBefore).orElse(due), obstacle + more, following);
    } else {
      JobRuns present =
          passed.map(last -> runs.skip(last, instead(next, due, byHand), next)).orElse(runs);
      present.begin(byHand ? null : due, following);
    }
    return true;
  }

  /** The last time that fell due by now besides the one that counts, if any did. */
  private static Optional<Instant> passedOver(JobRuns runs, Timetable timetable, Instant due) {
    Instant now = runs.turn().at();
    Instant next = Objects.requireNonNull(runs.status().nextRun());
    if (!runs.status().byHand()) {
      return next.isBefore(due)
          ? Optional.of(timetable.last(next, due.minusSeconds(1)))
          : Optional.empty();
    }
    Schedule schedule = runs.service().spec().schedule();
    return schedule == null || schedule.suspended()
        ? Optional.empty()
        : timetable
            .next(next)
            .filter(first -> !first.isAfter(now))
            .map(first -> timetable.last(first, now));
  }

  private static String instead(Instant next, Instant due, boolean byHand) {
    return byHand
        ? ScheduleStatus.BY_HAND
        : "the run due at %s begins instead: of all that fell due since %s the last counts"
            .formatted(due, next);
  }

  private static boolean makeRoom(JobRuns runs, List<JobRun> underWay) {
    if (underWay.stream().allMatch(run -> run.state() == RunState.STOPPING)) {
      return false;
    }
    runs.stop();
    return true;
  }

  /** Why it cannot begin; null when it can. */
  private static @Nullable String obstacle(Schedule schedule, JobRuns runs, Instant due) {
    List<JobRun> underWay = runs.status().underWay();
    if (isLate(schedule, runs, due)) {
      return "it was looked at %d s after it was due, and its deadline is %d s"
          .formatted(
              Duration.between(due, runs.turn().at()).toSeconds(),
              schedule.deadlineOrDefault().toSeconds());
    }
    if (schedule.concurrencyOrDefault().equals(Schedule.ALLOW)) {
      return underWay.size() < UNDER_WAY_MAX
          ? null
          : underWay.size() + " runs are under way, which is as many as there may be";
    }
    return underWay.isEmpty()
        ? null
        : "run %d, begun at %s, is still under way"
            .formatted(underWay.getFirst().jobIteration().index(), underWay.getFirst().startedAt());
  }

  /** One that somebody asked for, or that waits for another to stop, is never too late. */
  private static boolean isLate(Schedule schedule, JobRuns runs, Instant due) {
    boolean waits = runs.status().runs().stream().anyMatch(run -> run.state() == RunState.STOPPING);
    return !waits
        && !runs.status().byHand()
        && due.plus(schedule.deadlineOrDefault()).isBefore(runs.turn().at());
  }
}
