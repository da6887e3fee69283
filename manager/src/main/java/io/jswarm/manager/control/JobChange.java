package io.jswarm.manager.control;

import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Version;
import io.jswarm.manager.schedule.Timetable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job's runs when its spec is written. Whatever is changed of a job runs it
 * again, as in Swarm; one on a schedule is run when it is due, and when somebody raises its force
 * counter ({@code --force}), and other changes wait for its next run.
 */
final class JobChange {
  /** Why a run is left out that was due already. */
  private static final String CHANGED = "the schedule was changed before it began";

  private JobChange() {}

  /** The status of a new service; null when it is no job. */
  static @Nullable JobStatus created(ServiceSpec spec, Instant at) {
    Schedule schedule = spec.schedule();
    if (schedule != null) {
      return JobStatus.neverRun(ScheduleStatus.dueAt(next(schedule, at)));
    }
    return spec.workload().isJob() ? new JobStatus(Version.ZERO, at) : null;
  }

  /**
   * The status of a service that gets another spec; null when it is no job.
   *
   * @param goesBack whether it is rolled back, which asks for no run on a schedule
   */
  static @Nullable JobStatus changed(
      Service service, ServiceSpec spec, boolean goesBack, Instant at) {
    JobStatus job = service.jobStatus();
    Schedule schedule = spec.schedule();
    if (job == null) {
      return null;
    }
    if (schedule == null) {
      return losesOnlyItsSchedule(service.spec(), spec)
          ? job.withSchedule(standing(job).leavingOut(at, CHANGED).withNextRun(null))
          : new JobStatus(new Version(job.jobIteration().index() + 1), at);
    }
    ScheduleStatus status = standing(job);
    boolean pending = status.byHand();
    if (!goesBack && asksForRun(service.spec(), spec)) {
      status = status.leavingOut(at, ScheduleStatus.BY_HAND).askedFor(at);
    } else if (!pending && falls(service.spec().schedule(), schedule)) {
      status = status.leavingOut(at, CHANGED).withNextRun(next(schedule, at));
    }
    return job.withSchedule(status);
  }

  /** Refuses a run that somebody asks for while another is under way that may not be disturbed. */
  static Optional<Refusal> check(Service service, ServiceSpec spec) {
    Schedule schedule = spec.schedule();
    JobStatus job = service.jobStatus();
    boolean alone = schedule != null && schedule.concurrencyOrDefault().equals(Schedule.FORBID);
    if (job == null || !alone || !asksForRun(service.spec(), spec)) {
      return Optional.empty();
    }
    List<JobRun> underWay = standing(job).underWay();
    return underWay.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Kind.FAILED_PRECONDITION,
                "run %d of service %s, begun at %s, is still under way: wait until it has ended, or"
                        .formatted(
                            underWay.getFirst().jobIteration().index(),
                            spec.name(),
                            underWay.getFirst().startedAt())
                    + " let runs replace each other or overlap (--schedule-concurrency replace or"
                    + " allow)"));
  }

  private static boolean asksForRun(ServiceSpec before, ServiceSpec after) {
    return before.taskTemplate().forceUpdate() != after.taskTemplate().forceUpdate();
  }

  private static boolean losesOnlyItsSchedule(ServiceSpec before, ServiceSpec after) {
    return before.schedule() != null && before.withSchedule(null).equals(after);
  }

  /** Whether the schedule falls at other times than before. */
  private static boolean falls(@Nullable Schedule before, Schedule after) {
    return before == null
        || !before.cron().equals(after.cron())
        || !before.timeZone().equals(after.timeZone())
        || before.suspended() != after.suspended();
  }

  /** How a job stands; one that had no schedule until now has the one run it was made for. */
  private static ScheduleStatus standing(JobStatus job) {
    ScheduleStatus known = job.schedule();
    return known == null
        ? ScheduleStatus.dueAt(null)
            .withRuns(List.of(JobRun.begun(job.jobIteration(), null, job.lastExecution())))
        : known;
  }

  private static @Nullable Instant next(Schedule schedule, Instant at) {
    return schedule.suspended()
        ? null
        : Timetable.read(schedule).flatMap(timetable -> timetable.next(at)).orElse(null);
  }
}
