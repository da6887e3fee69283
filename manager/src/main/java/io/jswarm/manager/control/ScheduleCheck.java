package io.jswarm.manager.control;

import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.manager.schedule.BadSchedule;
import io.jswarm.manager.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the schedule of a job can be followed (docs/adr/033). */
final class ScheduleCheck {
  /** The runs that are kept are part of the service, which every change of it writes. */
  private static final int HISTORY_MAX = 100;

  private static final Duration DEADLINE_MIN = Duration.ofSeconds(1);

  private static final List<String> CONCURRENCY =
      List.of(Schedule.FORBID, Schedule.REPLACE, Schedule.ALLOW);

  private ScheduleCheck() {}

  static @Nullable String check(ServiceSpec spec) {
    Schedule schedule = spec.schedule();
    if (schedule == null) {
      return null;
    }
    if (!CONCURRENCY.contains(schedule.concurrencyOrDefault())) {
      return "invalid concurrency of the schedule \""
          + schedule.concurrency()
          + "\": forbid, replace or allow";
    }
    if (spec.taskTemplate().fence() && schedule.concurrencyOrDefault().equals(Schedule.ALLOW)) {
      return "a fenced job never runs two tasks in one slot: the concurrency of its schedule must"
          + " be forbid or replace";
    }
    if (schedule.historyOrDefault() < 1 || schedule.historyOrDefault() > HISTORY_MAX) {
      return "invalid history of the schedule "
          + schedule.historyOrDefault()
          + ": the number of runs to keep is from 1 to "
          + HISTORY_MAX;
    }
    return schedule.deadlineOrDefault().compareTo(DEADLINE_MIN) < 0
        ? "the deadline of the schedule must be 1s or more: no run begins at the very moment"
        : times(schedule);
  }

  private static @Nullable String times(Schedule schedule) {
    try {
      return Timetable.of(schedule).next(Instant.EPOCH).isPresent()
          ? null
          : "the schedule \"" + schedule.cron() + "\" never comes: no month has such a day";
    } catch (BadSchedule e) {
      return e.getMessage();
    }
  }
}
