package io.jswarm.worker.task;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task's life on its node as a state machine: {@link #step} takes what happened and answers
 * what to do.
 *
 * <p>Promises: the observed state only moves forward; a task that ended, or whose container was
 * started once, is never started again; a task that is no longer wanted is asked to stop, then
 * killed after its grace, and stays unwanted; a task that has a health check counts as running only
 * once it was passed, and is stopped when it fails too often; a container is removed only when its
 * task no longer exists in the cluster, so that logs of ended tasks stay readable.
 *
 * <p>Each input first changes the facts, in the part of the task's life it belongs to ({@link
 * Preparation}, {@link Run}, {@link Removal}), then {@code settle} compares them with what is
 * wanted. An input that does not fit the {@link Phase} is a late answer to something that no longer
 * matters, and changes nothing.
 */
public final class TaskController {
  private final TaskFacts task;
  private final Preparation preparation;
  private final Run run;
  private final Removal removal;

  /** A task this node has just been given. Its first input is {@link TaskInput.Assigned}. */
  public TaskController(Assignment assignment) {
    this(
        new TaskFacts(
            new Orders(assignment),
            new ReportedStatus(assignment.task().status()),
            Phase.NEW,
            null));
  }

  /**
   * A task this node had before the daemon restarted. Its first input is {@link
   * TaskInput.Recovered}.
   */
  public TaskController(TaskRecord record) {
    this(
        new TaskFacts(
            new Orders(record.assignment()),
            new ReportedStatus(record.status()),
            Phase.UNKNOWN,
            record.containerId()));
  }

  private TaskController(TaskFacts task) {
    this.task = task;
    this.preparation = new Preparation(task);
    this.run = new Run(task);
    this.removal = new Removal(task);
  }

  /** Takes one input and answers what to do, in order. */
  public List<TaskEffect> step(TaskInput input, Instant now) {
    if (task.phase == Phase.GONE) {
      return List.of();
    }
    switch (input) {
      case TaskInput.Assigned(Assignment next) -> {
        task.orders.take(next);
        preparation.ordered(now);
      }
      case TaskInput.Unassigned() -> task.orders.withdraw();
      case TaskInput.Recovered(LocalContainer found) -> recovered(found, now);
      case TaskInput.Granted() -> preparation.granted(now);
      case TaskInput.Prepared(String id) -> preparation.prepared(id, now);
      case TaskInput.PrepareFailed(String error) -> preparation.prepareFailed(error, now);
      case TaskInput.StartFailed(String error) -> preparation.startFailed(error, now);
      case TaskInput.Running(Started started, boolean checked) -> run.started(started, checked);
      case TaskInput.Healthy() -> run.healthy(now);
      case TaskInput.Unhealthy(String why) -> run.unhealthy(why, now);
      case TaskInput.Fenced() -> run.fenced(now);
      case TaskInput.Exited(Exit exit) -> run.exited(exit, now);
      case TaskInput.AwaitFailed(String error) -> run.awaitFailed(error, now);
      case TaskInput.Removed() -> removal.removed();
      case TaskInput.RemoveFailed(String _) -> removal.failed(now);
      case TaskInput.Tick() -> {}
    }
    settle(now);
    return task.drain();
  }

  /** The work this task waits for; it begins with {@link TaskInput.Granted}. */
  public Optional<Work> wants() {
    return preparation.wants();
  }

  /** When the next {@link TaskInput.Tick} is due, if any. */
  public Optional<Instant> wakeAt() {
    return switch (task.phase) {
      case STOPPING -> run.wakeAt();
      case REMOVING -> removal.wakeAt();
      case UNKNOWN, NEW, PREPARING, PREPARED, STARTING, RUNNING, ENDED, GONE -> Optional.empty();
    };
  }

  /** What the manager was last told, or is about to be. */
  public TaskStatus status() {
    return task.status.now();
  }

  /** What to keep on disk of this task. */
  public TaskRecord record() {
    return new TaskRecord(task.orders.assignment(), task.containerId, task.status.now());
  }

  /** When each step of this task happened. */
  public StepTimes times() {
    return task.status.times();
  }

  private void recovered(@Nullable LocalContainer found, Instant now) {
    if (task.phase != Phase.NEW && task.phase != Phase.UNKNOWN) {
      return;
    }
    task.containerId = found == null ? null : found.id();
    boolean checked = found != null && found.process().health() != null;
    switch (Recovery.of(task.status.state(), found)) {
      case Recovery.Over() -> task.phase = Phase.ENDED;
      case Recovery.Lost() -> task.end(Ending.lost(task.status.now()), now);
      case Recovery.Anew() -> task.phase = Phase.NEW;
      case Recovery.Ready() -> preparation.ready(now);
      case Recovery.Runs(Started started) -> run.runs(started, checked);
      case Recovery.RunsOn() -> run.runsOn(now);
      case Recovery.Ended(Exit exit) -> run.ended(exit, checked, now);
    }
  }

  /** Acts on what is wanted, given the facts. */
  private void settle(Instant now) {
    if (task.orders.stopWanted()) {
      stop(now);
    }
    switch (task.phase) {
      case STOPPING -> run.killIfDue(now);
      case ENDED -> {
        if (task.orders.isWithdrawn()) {
          removal.begin();
        }
      }
      case REMOVING -> removal.againIfDue(now);
      case UNKNOWN, NEW, PREPARING, PREPARED, STARTING, RUNNING, GONE -> {}
    }
  }

  private void stop(Instant now) {
    switch (task.phase) {
      case NEW, PREPARED -> task.end(Ending.unused(), now);
      case PREPARING -> task.report(TaskState.SHUTDOWN, "shutdown", now);
      case RUNNING -> run.stop(now);
      case UNKNOWN, STARTING, STOPPING, ENDED, REMOVING, GONE -> {}
    }
  }
}
