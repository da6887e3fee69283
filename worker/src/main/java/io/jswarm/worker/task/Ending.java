package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.worker.engine.Exit;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended, as the cluster is told.
 *
 * @param state a terminal one
 * @param message what the task was at
 * @param error what went wrong; empty when nothing did
 * @param container null when none was ever started
 */
record Ending(TaskState state, String message, String error, @Nullable ContainerStatus container) {
  private static final String NO_CONTAINER = "task: its container is no longer on this node";

  /** Docker's code of a container whose first process could not be run. */
  private static final int NOT_STARTED_CODE = 128;

  /** Of a task that was told to stop before its container ran. */
  static Ending unused() {
    return new Ending(TaskState.SHUTDOWN, "shutdown", "", null);
  }

  /** Of a task whose container could not be made. */
  static Ending rejected(String error, TaskStatus before) {
    return new Ending(TaskState.REJECTED, before.message(), error, before.containerStatus());
  }

  /** Of a task whose container was made and could not be started. */
  static Ending notStarted(String error, String containerId) {
    ContainerStatus container = new ContainerStatus(containerId, 0, NOT_STARTED_CODE);
    return new Ending(TaskState.FAILED, "starting", error, container);
  }

  /** Of a task whose container the engine cannot watch any more. */
  static Ending unwatched(String error, TaskStatus before) {
    return new Ending(TaskState.FAILED, "started", error, before.containerStatus());
  }

  /** Of a task that had a container, which is not to be found. */
  static Ending lost(TaskStatus before) {
    return new Ending(TaskState.FAILED, before.message(), NO_CONTAINER, before.containerStatus());
  }

  /**
   * Of a task whose container's first process has ended.
   *
   * @param cause why it was asked to, if it was
   * @param message what the task was at, should it count as failed
   */
  static Ending exited(Exit exit, StopCause cause, String message, String containerId) {
    ContainerStatus container = new ContainerStatus(containerId, 0, exit.code());
    return switch (cause) {
      case StopCause.Ordered() -> new Ending(TaskState.SHUTDOWN, "shutdown", "", container);
      case StopCause.Unhealthy(String why) ->
          new Ending(TaskState.FAILED, message, Failures.unhealthy(exit, why), container);
      case StopCause.Fenced() -> new Ending(TaskState.FAILED, message, Failures.FENCED, container);
      case StopCause.None() ->
          exit.code() == 0
              ? new Ending(TaskState.COMPLETE, "finished", "", container)
              : new Ending(TaskState.FAILED, message, Failures.exited(exit), container);
    };
  }
}
