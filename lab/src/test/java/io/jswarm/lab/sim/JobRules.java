package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import io.jswarm.api.model.Workload;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Round;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a round may do to jobs: nobody runs a place once more that was completed in the same
 * iteration, there are never more completed slots than were asked for, nor more tasks at a time.
 */
final class JobRules {
  /** Kept although tasks are forgotten: a completion counts as long as its iteration does. */
  private final Set<Completion> completions = new HashSet<>();

  private record Completion(Place place, Version iteration) {}

  void check(Round round, ClusterImage after) {
    Set<String> jobs = new TreeSet<>();
    for (Change change : round.changes()) {
      if (change instanceof Change.OfTask ofTask) {
        Task task = after.task(ofTask.taskId());
        Service job = task == null ? null : after.service(task.serviceId());
        if (task != null && job != null && job.jobStatus() != null) {
          note(job, task);
          jobs.add(job.id());
        }
      }
    }
    for (Change change : round.changes()) {
      if (change instanceof Change.PutTask(Task task)) {
        Service job = after.service(task.serviceId());
        if (job != null && task.jobIteration() != null) {
          require(
              !completions.contains(new Completion(Place.of(job, task), task.jobIteration())),
              () -> "%s is run again: %s".formatted(Place.of(job, task), task.id()));
        }
      }
    }
    jobs.forEach(id -> check(Objects.requireNonNull(after.service(id)), after));
  }

  private void note(Service job, Task task) {
    Version iteration = task.jobIteration();
    if (iteration != null && task.status().state() == TaskState.COMPLETE) {
      completions.add(new Completion(Place.of(job, task), iteration));
    }
  }

  private void check(Service job, ClusterImage after) {
    if (!(job.spec().workload() instanceof Workload.ReplicatedJob(int concurrent, int total))) {
      return;
    }
    JobStatus status = Objects.requireNonNull(job.jobStatus());
    if (status.schedule() != null) {
      return; // its numbers may change while it runs, and count from its next run on
    }
    Set<Place> completed = new TreeSet<>();
    Set<Place> wanted = new TreeSet<>();
    for (Task task : after.tasksOfService(job.id())) {
      if (status.jobIteration().equals(task.jobIteration())) {
        Place place = Place.of(job, task);
        if (task.status().state() == TaskState.COMPLETE) {
          completed.add(place);
        } else if (SlotRules.isWanted(task)) {
          wanted.add(place);
        }
      }
    }
    require(
        completed.size() <= total && wanted.size() <= concurrent,
        () ->
            "%s has %d completions of %d and runs %d of %d"
                .formatted(job.spec().name(), completed.size(), total, wanted.size(), concurrent));
  }
}
