package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a round may do to jobs that are run every minute: no minute has two runs, whoever leads; no
 * run begins before it is due, or beside another where that is not allowed; one that is due is
 * begun or said to be left out; and one that is over gets no tasks any more.
 */
final class ScheduleRules {
  /** The newest time that was due of a service, of all that were run. */
  private final Map<String, Instant> lastDue = new HashMap<>();

  void check(ClusterImage before, Round round, ClusterImage after) {
    Set<String> jobs = new TreeSet<>();
    for (Change change : round.changes()) {
      if (change instanceof Change.PutService(Service service)) {
        jobs.add(service.id());
      } else if (change instanceof Change.PutTask(Task task) && before.task(task.id()) == null) {
        isOfARunUnderWay(task, after);
      }
    }
    for (String id : jobs) {
      Service service = after.service(id);
      if (service != null && status(service) != null) {
        check(before, service, after);
      }
    }
  }

  static @Nullable ScheduleStatus status(Service service) {
    JobStatus job = service.jobStatus();
    return job == null ? null : job.schedule();
  }

  private void check(ClusterImage before, Service service, ClusterImage after) {
    Service was = before.service(service.id());
    JobStatus then = was == null ? null : was.jobStatus();
    long known = then == null ? 0 : then.jobIteration().index();
    for (JobRun run : Objects.requireNonNull(status(service)).runs()) {
      if (run.jobIteration().index() > known) {
        begins(service, run, after);
      }
    }
    if (was != null) {
      nothingIsLost(was, service);
    }
  }

  /** What was due next is run or said to be left out, once something else is. */
  private static void nothingIsLost(Service before, Service after) {
    ScheduleStatus then = status(before);
    ScheduleStatus now = Objects.requireNonNull(status(after));
    Instant due = then == null || then.byHand() ? null : then.nextRun();
    boolean sameSchedule = Objects.equals(before.spec().schedule(), after.spec().schedule());
    if (due == null || due.equals(now.nextRun()) || !sameSchedule) {
      return;
    }
    boolean skipped = now.lastSkipped() != null && !now.lastSkipped().isBefore(due);
    boolean ahead = now.byHand() && now.nextRun() != null && now.nextRun().isBefore(due);
    require(
        skipped || ahead || now.runs().stream().anyMatch(run -> due.equals(run.due())),
        () ->
            "%s was due at %s, and nobody says what became of it"
                .formatted(after.spec().name(), due));
  }

  private void begins(Service service, JobRun run, ClusterImage after) {
    String name = service.spec().name();
    Instant due = run.due();
    if (due != null) {
      Instant last = lastDue.put(service.id(), due);
      require(
          last == null || due.isAfter(last),
          () -> "%s is run for %s, and was for %s".formatted(name, due, last));
      require(
          !due.isAfter(after.at()) && due.equals(due.truncatedTo(ChronoUnit.MINUTES)),
          () -> "%s is run at %s for %s".formatted(name, after.at(), due));
    }
    Schedule schedule = service.spec().schedule();
    if (schedule != null && !schedule.concurrencyOrDefault().equals(Schedule.ALLOW)) {
      isAlone(service, run, after);
    }
  }

  private static void isAlone(Service service, JobRun run, ClusterImage after) {
    long underWay = Objects.requireNonNull(status(service)).underWay().size();
    require(
        underWay <= 1, // none when it had nothing to run
        () -> "%d runs of %s are under way".formatted(underWay, service.spec().name()));
    for (Task task : after.tasksOfService(service.id())) {
      boolean older = !run.jobIteration().equals(task.jobIteration());
      require(
          !older || !mayRun(task, after.node(task.nodeId())),
          () -> "%s of a run before may run while the next begins".formatted(task.id()));
    }
  }

  private static boolean mayRun(Task task, @Nullable Node node) {
    return task.status().state().isWithWorker()
        && node != null
        && (node.status().state() == NodeState.READY
            || (task.spec().fence() && !node.status().fenced()));
  }

  /** One that is told to stop in the round that makes it never runs. */
  private static void isOfARunUnderWay(Task task, ClusterImage after) {
    if (task.isToStop()) {
      return;
    }
    Service service = after.service(task.serviceId());
    ScheduleStatus status = service == null ? null : status(service);
    if (service != null && status != null) {
      require(
          status.runs().stream()
              .anyMatch(run -> run.underWay() && run.jobIteration().equals(task.jobIteration())),
          () ->
              "%s of %s is made for a run that is over"
                  .formatted(task.id(), service.spec().name()));
    }
  }
}
