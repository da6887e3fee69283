package io.jswarm.manager.orchestration;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Version;
import io.jswarm.raftstore.image.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs of one job on a schedule as the draft has them, and what may become of them. */
record JobRuns(Turn turn, Service service, JobStatus job, ScheduleStatus status) {

  /**
   * The job's runs as they are by now.
   *
   * @throws IllegalStateException when it is no job on a schedule
   */
  static JobRuns of(Turn turn, String serviceId) {
    Service service = turn.service(serviceId);
    JobStatus job = service == null ? null : service.jobStatus();
    ScheduleStatus status = job == null ? null : job.schedule();
    if (service == null || job == null || status == null) {
      throw new IllegalStateException("service " + serviceId + " is no job on a schedule");
    }
    return new JobRuns(turn, service, job, status);
  }

  /** The service as a run of it is to see it: what is made for it belongs to that run. */
  Service as(JobRun run) {
    return service.withJobStatus(new JobStatus(run.jobIteration(), run.startedAt()));
  }

  /**
   * Begins a run.
   *
   * @param due null when somebody asked for it
   * @param next when the one after it is due
   */
  void begin(@Nullable Instant due, @Nullable Instant next) {
    Version iteration = new Version(job.jobIteration().index() + 1);
    List<JobRun> runs = new ArrayList<>(status.runs());
    runs.add(JobRun.begun(iteration, due, turn.at()));
    write(new JobStatus(iteration, turn.at(), status.withRuns(runs).withNextRun(next)));
  }

  /** Leaves out a run; returns how the runs stand then. */
  JobRuns skip(Instant due, String reason, @Nullable Instant next) {
    write(job.withSchedule(status.withNextRun(next).skipped(due, reason)));
    return of(turn, service.id());
  }

  /** Tells all that run to make room. */
  void stop() {
    write(
        job.withSchedule(
            status.withRuns(
                status.runs().stream()
                    .map(run -> run.state() == RunState.RUNNING ? run.stopping() : run)
                    .toList())));
  }

  /** Writes down that a run is over. */
  void end(JobRun run, RunState state, String message) {
    List<JobRun> runs = new ArrayList<>(status.runs());
    runs.replaceAll(known -> known.equals(run) ? run.ended(state, turn.at(), message) : known);
    write(job.withSchedule(status.withRuns(runs)));
  }

  /** Forgets the oldest of those that ended, beyond the history that is asked for. */
  void trim() {
    Schedule schedule = service.spec().schedule();
    long keep = schedule == null ? Schedule.HISTORY : schedule.historyOrDefault();
    long surplus = status.runs().stream().filter(run -> !run.underWay()).count() - keep;
    List<JobRun> kept = new ArrayList<>();
    for (JobRun run : status.runs()) {
      if (run.underWay() || surplus-- <= 0) {
        kept.add(run);
      }
    }
    if (kept.size() < status.runs().size()) {
      write(job.withSchedule(status.withRuns(kept)));
    }
  }

  /** Whether a run is under way, or kept. */
  boolean has(long iteration) {
    return status.runs().stream().anyMatch(run -> run.jobIteration().index() == iteration);
  }

  private void write(JobStatus next) {
    turn.add(new Change.PutService(service.withJobStatus(next)));
  }
}
