package io.jswarm.worker.task;

import io.jswarm.api.model.TaskState;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A task's life from the start of its container's first process to its end. */
final class Run {
  private final TaskFacts task;
  private final Stopping stopping = new Stopping();

  /** It has a health check, and counts as running only once that was passed. */
  private boolean checked;

  Run(TaskFacts task) {
    this.task = task;
  }

  /** The container was started, as it was to be. */
  void started(Started started, boolean hasHealthCheck) {
    if (task.phase == Phase.STARTING) {
      runs(started, hasHealthCheck);
    }
  }

  /** A container that is to be well first is only watched for now, and one that was so stays so. */
  void runs(Started started, boolean hasHealthCheck) {
    checked = hasHealthCheck;
    task.phase = Phase.RUNNING;
    task.status.started(started);
    if (checked) {
      task.reportWithContainer(TaskState.STARTING, "starting", started.at());
      boolean wasHealthy = task.status.state().rank() >= TaskState.RUNNING.rank();
      task.effect(new TaskEffect.Probe(task.container(), wasHealthy));
    } else {
      task.reportWithContainer(TaskState.RUNNING, "started", started.at());
    }
    task.effect(new TaskEffect.Await(task.container()));
  }

  /** The container runs, although the task has ended. */
  void runsOn(Instant now) {
    task.phase = Phase.STOPPING;
    stopping.begin(Duration.ZERO, now);
    task.effect(new TaskEffect.Await(task.container()));
  }

  void healthy(Instant now) {
    if (task.phase == Phase.RUNNING) {
      task.reportWithContainer(TaskState.RUNNING, "started", now);
    }
  }

  void unhealthy(String why, Instant now) {
    if (task.phase == Phase.RUNNING) {
      stopping.unhealthy(why);
      stop(now);
    }
  }

  /** Asked to stop at once, and killed at the end of the lease's grace, whatever its own is. */
  void fenced(Instant now) {
    if (stopping.isFenced() || !mayRun()) {
      return;
    }
    if (task.phase == Phase.RUNNING) {
      stop(now);
    }
    stopping.fence(now);
  }

  /** The container is asked to end. */
  void stop(Instant now) {
    task.phase = Phase.STOPPING;
    stopping.begin(task.orders.stopGrace(), now);
    task.effect(new TaskEffect.Stop(task.container()));
  }

  void killIfDue(Instant now) {
    if (stopping.killIsDue(now)) {
      task.effect(new TaskEffect.Kill(task.container()));
    }
  }

  /** When {@link #killIfDue} has something to do, if it was asked to stop. */
  Optional<Instant> wakeAt() {
    return stopping.wakeAt();
  }

  void exited(Exit exit, Instant now) {
    if (mayRun()) {
      ended(exit, checked, now);
    }
  }

  /** The container's first process has ended, or had when the daemon looked for it. */
  void ended(Exit exit, boolean hasHealthCheck, Instant now) {
    StopCause cause = stopping.cause(task.orders.stopWanted());
    boolean neverWell = hasHealthCheck && task.status.state() == TaskState.STARTING;
    String message = neverWell ? "starting" : "started";
    task.end(Ending.exited(exit, cause, message, task.container()), now);
  }

  void awaitFailed(String error, Instant now) {
    if (mayRun()) {
      task.effect(new TaskEffect.Kill(task.container()));
      task.end(Ending.unwatched(error, task.status.now()), now);
    }
  }

  private boolean mayRun() {
    return task.phase == Phase.RUNNING || task.phase == Phase.STOPPING;
  }
}
