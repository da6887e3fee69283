package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.Fence;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * <p>Each input first changes the facts ({@code phase}), then {@code settle} compares them with
 * what is wanted. An input that does not fit the phase is a late answer to something that no longer
 * matters, and changes nothing.
 */
public final class TaskController {
  /** A kill is repeated when the container's end has not been seen for this long. */
  static final Duration KILL_REPEAT = Duration.ofSeconds(10);

  /**
   * A failed removal is tried again after this, then after twice as long, up to {@link
   * #REMOVE_DELAY_MAX}.
   */
  static final Duration REMOVE_DELAY_FIRST = Duration.ofSeconds(1);

  static final Duration REMOVE_DELAY_MAX = Duration.ofSeconds(30);

  /**
   * Facts about the container, as opposed to {@link TaskState}, which is what the cluster is told.
   */
  enum Phase {
    UNKNOWN,
    NEW,
    PREPARING,
    PREPARED,
    STARTING,
    RUNNING,
    STOPPING,
    ENDED,
    REMOVING,
    GONE
  }

  private final List<TaskEffect> effects = new ArrayList<>();
  private final ReportedStatus status;
  private final Orders orders;
  private Phase phase;
  private @Nullable String containerId;
  private @Nullable Instant deadline;

  /** It has a health check, and counts as running only once that was passed. */
  private boolean checked;

  /** Why it was found not to be well, which is why it stops. */
  private @Nullable String unhealthy;

  private Duration removeDelay = REMOVE_DELAY_FIRST;

  /** The node stops it for want of a lease. */
  private boolean fenced;

  /** A task this node has just been given. Its first input is {@link TaskInput.Assigned}. */
  public TaskController(Assignment assignment) {
    this.orders = new Orders(assignment);
    this.status = new ReportedStatus(assignment.task().status());
    this.phase = Phase.NEW;
  }

  /**
   * A task this node had before the daemon restarted. Its first input is {@link
   * TaskInput.Recovered}.
   */
  public TaskController(TaskRecord record) {
    this.orders = new Orders(record.assignment());
    this.status = new ReportedStatus(record.status());
    this.containerId = record.containerId();
    this.phase = Phase.UNKNOWN;
  }

  /** Takes one input and answers what to do, in order. */
  public List<TaskEffect> step(TaskInput input, Instant now) {
    if (phase == Phase.GONE) {
      return List.of();
    }
    switch (input) {
      case TaskInput.Assigned(Assignment next) -> assigned(next, now);
      case TaskInput.Unassigned() -> orders.withdraw();
      case TaskInput.Recovered(LocalContainer found) -> recovered(found, now);
      case TaskInput.Granted() -> granted(now);
      case TaskInput.Prepared(String id) -> prepared(id, now);
      case TaskInput.PrepareFailed(String error) -> prepareFailed(error, now);
      case TaskInput.Running(Started started, boolean health) -> started(started, health);
      case TaskInput.Healthy() -> healthy(now);
      case TaskInput.Unhealthy(String why) -> unhealthy(why, now);
      case TaskInput.StartFailed(String error) -> startFailed(error, now);
      case TaskInput.Fenced() -> fenced(now);
      case TaskInput.Exited(Exit exit) -> exited(exit, now);
      case TaskInput.AwaitFailed(String error) -> awaitFailed(error, now);
      case TaskInput.Removed() -> removed();
      case TaskInput.RemoveFailed(String _) -> removeFailed(now);
      case TaskInput.Tick() -> {}
    }
    settle(now);
    List<TaskEffect> out = List.copyOf(effects);
    effects.clear();
    return out;
  }

  /** The work this task waits for; it begins with {@link TaskInput.Granted}. */
  public Optional<Work> wants() {
    if (phase == Phase.NEW && !orders.stopWanted()) {
      return Optional.of(Work.PREPARE);
    }
    if (phase == Phase.PREPARED
        && !orders.stopWanted()
        && orders.desired().rank() >= TaskState.RUNNING.rank()) {
      return Optional.of(Work.START);
    }
    return Optional.empty();
  }

  /** When the next {@link TaskInput.Tick} is due, if any. */
  public Optional<Instant> wakeAt() {
    return Optional.ofNullable(deadline);
  }

  /** What the manager was last told, or is about to be. */
  public TaskStatus status() {
    return status.now();
  }

  /** What to keep on disk of this task. */
  public TaskRecord record() {
    return new TaskRecord(orders.assignment(), containerId, status.now());
  }

  /** When each step of this task happened. */
  public StepTimes times() {
    return status.times();
  }

  private void assigned(Assignment next, Instant now) {
    orders.take(next);
    if (phase == Phase.NEW) {
      begin(now);
    } else if (endedElsewhere() && (phase == Phase.PREPARING || phase == Phase.PREPARED)) {
      takeOverEnd();
    }
  }

  private void begin(Instant now) {
    if (endedElsewhere()) {
      takeOverEnd();
    }
    if (status.isTerminal()) {
      phase = Phase.ENDED;
    } else if (status.state().rank() >= TaskState.STARTING.rank()) {
      lost(now);
    } else {
      report(TaskState.ACCEPTED, "accepted", now);
    }
  }

  /** The manager knows of an end that this node has forgotten, or has given the task up. */
  private boolean endedElsewhere() {
    return orders.known().state().isTerminal() && !status.isTerminal();
  }

  private void takeOverEnd() {
    status.replace(orders.known());
    effects.add(new TaskEffect.Keep());
    if (phase == Phase.PREPARED) {
      phase = Phase.ENDED;
    }
  }

  private void recovered(@Nullable LocalContainer found, Instant now) {
    if (phase != Phase.NEW && phase != Phase.UNKNOWN) {
      return;
    }
    boolean ended = status.isTerminal();
    if (found == null) {
      containerId = null;
      if (ended) {
        phase = Phase.ENDED;
      } else if (status.state().rank() >= TaskState.STARTING.rank()) {
        lost(now);
      } else {
        phase = Phase.NEW;
      }
      return;
    }
    containerId = found.id();
    checked = found.process().health() != null;
    switch (found.state()) {
      case LocalContainer.Created() -> recoveredCreated(ended, now);
      case LocalContainer.Running(Started started) -> recoveredRunning(ended, started, now);
      case LocalContainer.Exited(var _, Exit exit) -> recoveredEnded(exit, now);
      case LocalContainer.Dead(var _, Exit exit) -> recoveredEnded(exit, now);
    }
  }

  private void recoveredEnded(Exit exit, Instant now) {
    phase = Phase.STOPPING;
    exited(exit, now);
  }

  private void recoveredCreated(boolean ended, Instant now) {
    if (ended) {
      phase = Phase.ENDED;
    } else if (status.state().rank() >= TaskState.RUNNING.rank()) {
      lost(now);
    } else {
      prepared(now);
    }
  }

  private void recoveredRunning(boolean ended, Started started, Instant now) {
    if (ended) {
      phase = Phase.STOPPING;
      deadline = now;
      effects.add(new TaskEffect.Await(container()));
    } else {
      running(started);
    }
  }

  private void granted(Instant now) {
    Optional<Work> wanted = wants();
    if (wanted.isEmpty()) {
      return;
    }
    switch (wanted.get()) {
      case PREPARE -> {
        phase = Phase.PREPARING;
        report(TaskState.PREPARING, "preparing", now);
        effects.add(new TaskEffect.Prepare(orders.assignment()));
      }
      case START -> {
        phase = Phase.STARTING;
        report(TaskState.STARTING, "starting", "", status.container(container()), now);
        effects.add(new TaskEffect.Start(container()));
      }
    }
  }

  private void prepared(String id, Instant now) {
    if (phase == Phase.PREPARING) {
      containerId = id;
      effects.add(new TaskEffect.Keep());
      prepared(now);
    }
  }

  private void prepared(Instant now) {
    if (status.isTerminal()) {
      phase = Phase.ENDED;
    } else {
      phase = Phase.PREPARED;
      report(TaskState.READY, "prepared", now);
    }
  }

  private void prepareFailed(String error, Instant now) {
    if (phase == Phase.PREPARING) {
      end(TaskState.REJECTED, status.now().message(), error, status.now().containerStatus(), now);
    }
  }

  private void started(Started started, boolean health) {
    if (phase == Phase.STARTING) {
      checked = health;
      running(started);
    }
  }

  /** A container that is to be well first is only watched for now, and one that was so stays so. */
  private void running(Started started) {
    phase = Phase.RUNNING;
    status.started(started);
    if (checked) {
      ContainerStatus found = status.container(container());
      report(TaskState.STARTING, "starting", "", found, started.at());
      boolean wasHealthy = status.state().rank() >= TaskState.RUNNING.rank();
      effects.add(new TaskEffect.Probe(container(), wasHealthy));
    } else {
      runs(started.at());
    }
    effects.add(new TaskEffect.Await(container()));
  }

  private void runs(Instant at) {
    report(TaskState.RUNNING, "started", "", status.container(container()), at);
  }

  private void healthy(Instant now) {
    if (phase == Phase.RUNNING) {
      runs(now);
    }
  }

  private void unhealthy(String why, Instant now) {
    if (phase == Phase.RUNNING) {
      unhealthy = why;
      beginStop(now);
    }
  }

  private void startFailed(String error, Instant now) {
    if (phase != Phase.STARTING) {
      return;
    }
    if (orders.stopWanted()) {
      end(TaskState.SHUTDOWN, "shutdown", "", null, now);
    } else {
      ContainerStatus container = new ContainerStatus(container(), 0, 128);
      end(TaskState.FAILED, "starting", error, container, now);
    }
  }

  private void exited(Exit exit, Instant now) {
    if (phase != Phase.RUNNING && phase != Phase.STOPPING) {
      return;
    }
    ContainerStatus container = new ContainerStatus(container(), 0, exit.code());
    String message = checked && status.state() == TaskState.STARTING ? "starting" : "started";
    if (orders.stopWanted()) {
      end(TaskState.SHUTDOWN, "shutdown", "", container, now);
    } else if (unhealthy != null) {
      end(TaskState.FAILED, message, Failures.unhealthy(exit, unhealthy), container, now);
    } else if (fenced) {
      end(TaskState.FAILED, message, Failures.FENCED, container, now);
    } else if (exit.code() == 0) {
      end(TaskState.COMPLETE, "finished", "", container, now);
    } else {
      end(TaskState.FAILED, message, Failures.exited(exit), container, now);
    }
  }

  /** Asked to stop at once, and killed at the end of the lease's grace, whatever its own is. */
  private void fenced(Instant now) {
    if (fenced || (phase != Phase.RUNNING && phase != Phase.STOPPING)) {
      return;
    }
    fenced = true;
    if (phase == Phase.RUNNING) {
      beginStop(now);
    }
    Instant kill = now.plus(Fence.KILLED_AFTER.minus(Fence.LEASE));
    deadline = deadline != null && deadline.isBefore(kill) ? deadline : kill;
  }

  private void awaitFailed(String error, Instant now) {
    if (phase == Phase.RUNNING || phase == Phase.STOPPING) {
      effects.add(new TaskEffect.Kill(container()));
      end(TaskState.FAILED, "started", error, status.now().containerStatus(), now);
    }
  }

  private void lost(Instant now) {
    String error = "task: its container is no longer on this node";
    end(TaskState.FAILED, status.now().message(), error, status.now().containerStatus(), now);
  }

  private void end(
      TaskState state,
      String message,
      String error,
      @Nullable ContainerStatus container,
      Instant now) {
    phase = Phase.ENDED;
    deadline = null;
    report(state, message, error, container, now);
  }

  private void removed() {
    if (phase == Phase.REMOVING) {
      gone();
    }
  }

  private void removeFailed(Instant now) {
    if (phase == Phase.REMOVING) {
      deadline = now.plus(removeDelay);
      Duration doubled = removeDelay.multipliedBy(2);
      removeDelay = doubled.compareTo(REMOVE_DELAY_MAX) < 0 ? doubled : REMOVE_DELAY_MAX;
    }
  }

  private void gone() {
    phase = Phase.GONE;
    deadline = null;
    effects.add(new TaskEffect.Forget());
  }

  /** Acts on what is wanted, given the facts. */
  private void settle(Instant now) {
    if (orders.stopWanted()) {
      stop(now);
    }
    boolean due = deadline != null && !now.isBefore(deadline);
    switch (phase) {
      case STOPPING -> {
        if (due) {
          effects.add(new TaskEffect.Kill(container()));
          deadline = now.plus(KILL_REPEAT);
        }
      }
      case ENDED -> {
        if (orders.isWithdrawn()) {
          remove();
        }
      }
      case REMOVING -> {
        if (due) {
          deadline = null;
          effects.add(new TaskEffect.Remove(container()));
        }
      }
      case UNKNOWN, NEW, PREPARING, PREPARED, STARTING, RUNNING, GONE -> {}
    }
  }

  private void stop(Instant now) {
    switch (phase) {
      case NEW, PREPARED -> end(TaskState.SHUTDOWN, "shutdown", "", null, now);
      case PREPARING -> report(TaskState.SHUTDOWN, "shutdown", now);
      case RUNNING -> beginStop(now);
      case UNKNOWN, STARTING, STOPPING, ENDED, REMOVING, GONE -> {}
    }
  }

  private void beginStop(Instant now) {
    phase = Phase.STOPPING;
    deadline = now.plus(orders.stopGrace());
    effects.add(new TaskEffect.Stop(container()));
  }

  private void remove() {
    if (containerId == null) {
      gone();
    } else {
      phase = Phase.REMOVING;
      effects.add(new TaskEffect.Remove(containerId));
    }
  }

  private void report(TaskState state, String message, Instant now) {
    report(state, message, "", status.now().containerStatus(), now);
  }

  private void report(
      TaskState state,
      String message,
      String error,
      @Nullable ContainerStatus container,
      Instant now) {
    effects.addAll(
        status.report(
            new TaskStatus(now, state, message, error, container, orders.ports(state), null)));
  }

  private String container() {
    if (containerId == null) {
      Task task = orders.assignment().task();
      throw new IllegalStateException("task " + task.id() + " is " + phase + " without container");
    }
    return containerId;
  }
}
