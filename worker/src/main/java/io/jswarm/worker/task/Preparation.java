package io.jswarm.worker.task;

import io.jswarm.api.model.TaskState;
import java.time.Instant;
import java.util.Optional;

/** A task's life until its container's first process is started. */
final class Preparation {
  private final TaskFacts task;

  Preparation(TaskFacts task) {
    this.task = task;
  }

  /** The work the task waits for. */
  Optional<Work> wants() {
    if (task.phase == Phase.NEW && !task.orders.stopWanted()) {
      return Optional.of(Work.PREPARE);
    }
    if (task.phase == Phase.PREPARED
        && !task.orders.stopWanted()
        && task.orders.desired().rank() >= TaskState.RUNNING.rank()) {
      return Optional.of(Work.START);
    }
    return Optional.empty();
  }

  /** There are new orders. */
  void ordered(Instant now) {
    if (task.phase == Phase.NEW) {
      accept(now);
    } else if (endedElsewhere()
        && (task.phase == Phase.PREPARING || task.phase == Phase.PREPARED)) {
      takeOverEnd();
    }
  }

  private void accept(Instant now) {
    if (endedElsewhere()) {
      takeOverEnd();
    }
    if (task.status.isTerminal()) {
      task.phase = Phase.ENDED;
    } else if (task.status.state().rank() >= TaskState.STARTING.rank()) {
      task.end(Ending.lost(task.status.now()), now);
    } else {
      task.report(TaskState.ACCEPTED, "accepted", now);
    }
  }

  /** The manager knows of an end that this node has forgotten, or has given the task up. */
  private boolean endedElsewhere() {
    return task.orders.known().state().isTerminal() && !task.status.isTerminal();
  }

  private void takeOverEnd() {
    task.status.replace(task.orders.known());
    task.effect(new TaskEffect.Keep());
    if (task.phase == Phase.PREPARED) {
      task.phase = Phase.ENDED;
    }
  }

  /** What the task {@link #wants} begins. */
  void granted(Instant now) {
    Optional<Work> wanted = wants();
    if (wanted.isEmpty()) {
      return;
    }
    switch (wanted.get()) {
      case PREPARE -> {
        task.phase = Phase.PREPARING;
        task.report(TaskState.PREPARING, "preparing", now);
        task.effect(new TaskEffect.Prepare(task.orders.assignment()));
      }
      case START -> {
        task.phase = Phase.STARTING;
        task.reportWithContainer(TaskState.STARTING, "starting", now);
        task.effect(new TaskEffect.Start(task.container()));
      }
    }
  }

  /** The container was made. */
  void prepared(String containerId, Instant now) {
    if (task.phase == Phase.PREPARING) {
      task.containerId = containerId;
      task.effect(new TaskEffect.Keep());
      ready(now);
    }
  }

  /** There is a container that may be started. */
  void ready(Instant now) {
    if (task.status.isTerminal()) {
      task.phase = Phase.ENDED;
    } else {
      task.phase = Phase.PREPARED;
      task.report(TaskState.READY, "prepared", now);
    }
  }

  void prepareFailed(String error, Instant now) {
    if (task.phase == Phase.PREPARING) {
      task.end(Ending.rejected(error, task.status.now()), now);
    }
  }

  void startFailed(String error, Instant now) {
    if (task.phase == Phase.STARTING) {
      boolean inVain = task.orders.stopWanted();
      task.end(inVain ? Ending.unused() : Ending.notStarted(error, task.container()), now);
    }
  }
}
