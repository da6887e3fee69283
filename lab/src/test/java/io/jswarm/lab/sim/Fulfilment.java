package io.jswarm.lab.sim;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.Version;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.scheduler.constraint.Constraints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the tasks of a service are to be when nothing has been broken for a while, by its mode. */
final class Fulfilment {
  /** Longer than a task that ends by itself takes, with a failure and the wait after it. */
  private static final Duration LIFE_MAX = Duration.ofMinutes(2);

  private final ClusterImage image;
  private final Service service;
  private final List<String> missing;
  private final List<Task> alive = new ArrayList<>();
  private final Set<Place> places = new TreeSet<>();
  private final Set<Place> completed = new TreeSet<>();

  private Fulfilment(ClusterImage image, Service service, List<String> missing) {
    this.image = image;
    this.service = service;
    this.missing = missing;
    for (Task task : image.tasksOfService(service.id())) {
      look(task);
    }
  }

  /** Adds in sentences what is not as the service's spec asks. */
  static void missing(ClusterImage image, Service service, List<String> missing) {
    ScheduleStatus schedule = ScheduleRules.status(service);
    if (schedule != null) {
      runs(image, service, schedule, missing);
      return;
    }
    Fulfilment found = new Fulfilment(image, service, missing);
    found.expectNumbers();
    found.expectEndOfUpdate();
    MoveRules.missing(image, service, missing);
    found.alive.forEach(found::expectState);
    if (isSteady(service)) {
      found.alive.forEach(found::expectPresentSpec);
    }
  }

  /** Each run of a job on a schedule is as a job of its own, and there is nothing besides. */
  private static void runs(
      ClusterImage image, Service service, ScheduleStatus schedule, List<String> missing) {
    Set<Version> known = new HashSet<>();
    for (JobRun run : schedule.runs()) {
      known.add(run.jobIteration());
      JobStatus asRun = new JobStatus(run.jobIteration(), run.startedAt(), schedule);
      Fulfilment found = new Fulfilment(image, service.withJobStatus(asRun), missing);
      switch (run.state()) {
        case RUNNING -> {
          found.expectNumbers();
          found.alive.forEach(found::expectState);
        }
        case STOPPING -> missing.add(service.spec().name() + " is to be replaced by its next run");
        case COMPLETE, FAILED, REPLACED -> found.expect(0);
      }
    }
    for (Task task : image.tasksOfService(service.id())) {
      if (!known.contains(task.jobIteration())) {
        missing.add("%s of %s is of a run before".formatted(task.id(), service.spec().name()));
      }
    }
    Instant next = schedule.nextRun();
    Schedule asked = service.spec().schedule();
    boolean isDue = asked != null && !asked.suspended();
    if (isDue != (next != null) || (next != null && !next.isAfter(image.at().minusSeconds(5)))) {
      missing.add("%s is next run at %s".formatted(service.spec().name(), next));
    }
    if (isDue
        && endsByItself(image, service)
        && schedule.runs().stream().allMatch(JobRun::underWay)) {
      missing.add("%s has had no run that ended".formatted(service.spec().name()));
    }
  }

  /** Whether all of its tasks end, those of an older spec too. */
  private static boolean endsByItself(ClusterImage image, Service service) {
    return containerImage(service.spec().taskTemplate()).equals("ending")
        && image.tasksOfService(service.id()).stream()
            .allMatch(task -> containerImage(task.spec()).equals("ending"));
  }

  private void expectNumbers() {
    switch (service.spec().workload()) {
      case Workload.Replicated(int replicas) -> expect(replicas);
      case Workload.Global() -> expectNodes(fitting());
      case Workload.ReplicatedJob(int concurrent, int total) -> {
        int asked = Math.max(0, Math.min(concurrent, total - completed.size()));
        boolean mayHaveMore = ScheduleRules.status(service) != null; // of other numbers before
        expect(mayHaveMore ? Math.max(asked, places.size()) : asked);
        expectEnd();
      }
      case Workload.GlobalJob() -> {
        Set<String> nodes = fitting();
        completed.forEach(place -> nodes.remove(place.nodeId()));
        expectNodes(nodes);
        expectEnd();
      }
    }
  }

  private void look(Task task) {
    JobStatus job = service.jobStatus();
    boolean isOld = job != null && !job.jobIteration().equals(task.jobIteration());
    if (isOld && ScheduleRules.status(service) != null) {
      return; // another run's
    }
    if (isOld) {
      missing.add("%s of %s is of a run before".formatted(task.id(), service.spec().name()));
    } else if (job != null && task.status().state() == TaskState.COMPLETE) {
      completed.add(Place.of(service, task));
    } else if (!task.isToStop()) {
      alive.add(task);
      places.add(Place.of(service, task));
    }
  }

  /** A start-first roll-out to what does not run goes on trying: it has two tasks in a place. */
  private void expect(int wanted) {
    int tasks = isSteady(service) ? alive.size() : places.size();
    if (places.size() != wanted || tasks != wanted) {
      missing.add(
          "%s has %d tasks in %d places of %d"
              .formatted(service.spec().name(), alive.size(), places.size(), wanted));
    }
  }

  private void expectNodes(Set<String> nodes) {
    Set<String> has = new TreeSet<>();
    places.forEach(place -> has.add(place.nodeId()));
    if (!has.equals(nodes)) {
      missing.add("%s is on %s and should be on %s".formatted(service.spec().name(), has, nodes));
    }
    expect(nodes.size());
  }

  /** The nodes that meet its constraints, and were there when a job began. */
  private Set<String> fitting() {
    Constraints constraints =
        Constraints.parse(service.spec().taskTemplate().placementOrAnywhere().constraints());
    JobStatus job = service.jobStatus();
    Set<String> fitting = new TreeSet<>();
    for (Node node : image.nodes().values()) {
      boolean late = job != null && node.createdAt().isAfter(job.lastExecution());
      if (!late && constraints.matches(node)) {
        fitting.add(node.id());
      }
    }
    return fitting;
  }

  /** A job that is run every minute is hardly ever at rest, but no task of it stays. */
  private void expectEnd() {
    boolean isScheduled = ScheduleRules.status(service) != null;
    Instant latest = isScheduled ? image.at().minus(LIFE_MAX) : Instant.MAX;
    boolean stays =
        alive.stream()
            .filter(task -> containerImage(task.spec()).equals("ending"))
            .anyMatch(task -> task.createdAt().isBefore(latest));
    if (stays) {
      missing.add("%s still runs in %s".formatted(service.spec().name(), places));
    }
  }

  /** By its own spec: a roll-out that was stopped leaves tasks of the one before. */
  private void expectState(Task task) {
    boolean isAsItShould =
        VolumeRules.waits(task.spec())
            ? VolumeRules.saysWhyItWaits(task, image)
            : !isSteady(task.spec()) || task.status().state() == TaskState.RUNNING;
    if (!isAsItShould) {
      missing.add(
          "%s of %s is %s %s"
              .formatted(
                  task.id(), service.spec().name(), task.status().state(), task.status().err()));
    }
  }

  private void expectPresentSpec(Task task) {
    if (!isPaused() && !task.spec().equals(service.spec().taskTemplate())) {
      missing.add(task.id() + " of " + service.spec().name() + " is of an older spec");
    }
  }

  /** One to tasks that wait for a volume goes on for as long as they do. */
  private void expectEndOfUpdate() {
    if (VolumeRules.waits(service.spec().taskTemplate())) {
      return;
    }
    UpdateState update = updateState();
    if (update == UpdateState.UPDATING || update == UpdateState.ROLLBACK_STARTED) {
      missing.add("the update of %s has not ended: %s".formatted(service.spec().name(), update));
    }
  }

  private boolean isPaused() {
    UpdateState update = updateState();
    return update == UpdateState.PAUSED || update == UpdateState.ROLLBACK_PAUSED;
  }

  private @Nullable UpdateState updateState() {
    return service.updateStatus() == null ? null : service.updateStatus().state();
  }

  /** Whether its tasks run for ever once they run. */
  static boolean isSteady(Service service) {
    return isSteady(service.spec().taskTemplate());
  }

  /** Whether a task of this spec runs for ever once it runs. */
  static boolean isSteady(TaskSpec spec) {
    String container = containerImage(spec);
    return container.startsWith("steady") || container.equals("stubborn");
  }

  /** None where the container is never made. */
  private static String containerImage(TaskSpec spec) {
    ContainerSpec container = spec.containerSpec();
    return container == null || VolumeRules.waits(spec) ? "" : container.image();
  }
}
