package io.jswarm.worker.task;

import io.jswarm.api.model.TaskState;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon that has restarted makes of a task it had: from what the cluster was told, and the
 * container the engine has. What was started once is never started again.
 */
sealed interface Recovery {
  /** The task has ended, and nothing of it runs. */
  record Over() implements Recovery {}

  /** The task had a container, which is gone or is not the one that ran. */
  record Lost() implements Recovery {}

  /** Nothing was made yet: the task begins anew. */
  record Anew() implements Recovery {}

  /** The container was made, and may be started. */
  record Ready() implements Recovery {}

  /** The container has run all the while. */
  record Runs(Started started) implements Recovery {}

  /** The task has ended, but its container runs. */
  record RunsOn() implements Recovery {}

  /** The container's first process has ended meanwhile. */
  record Ended(Exit exit) implements Recovery {}

  /**
   * The daemon looked for the task's container.
   *
   * @param told the state the cluster was told last
   * @param found the task's container; null when there is none
   */
  static Recovery of(TaskState told, @Nullable LocalContainer found) {
    return found == null ? ofNothing(told) : ofContainer(told, found);
  }

  private static Recovery ofNothing(TaskState told) {
    if (told.isTerminal()) {
      return new Over();
    }
    return told.rank() >= TaskState.STARTING.rank() ? new Lost() : new Anew();
  }

  private static Recovery ofContainer(TaskState told, LocalContainer found) {
    return switch (found.state()) {
      case LocalContainer.Created() -> ofCreated(told);
      case LocalContainer.Running(Started started) ->
          told.isTerminal() ? new RunsOn() : new Runs(started);
      case LocalContainer.Exited(var _, Exit exit) -> new Ended(exit);
      case LocalContainer.Dead(var _, Exit exit) -> new Ended(exit);
    };
  }

  private static Recovery ofCreated(TaskState told) {
    if (told.isTerminal()) {
      return new Over();
    }
    return told.rank() >= TaskState.RUNNING.rank() ? new Lost() : new Ready();
  }
}
