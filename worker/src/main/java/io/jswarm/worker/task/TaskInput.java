package io.jswarm.worker.task;

import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.Exit;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import org.jspecify.annotations.Nullable;

/** What happens to a task: orders from the manager, results from the engine, time. */
public sealed interface TaskInput {
  /** The manager's present wish; only its desired state may differ from the one before. */
  record Assigned(Assignment assignment) implements TaskInput {}

  /** The task no longer exists in the cluster: it is stopped if it runs, and its container goes. */
  record Unassigned() implements TaskInput {}

  /**
   * The daemon has restarted and looked for the task's container: this is it, or null when there is
   * none.
   */
  record Recovered(@Nullable LocalContainer found) implements TaskInput {}

  /** The work named by {@link TaskController#wants} may begin now. */
  record Granted() implements TaskInput {}

  /** The container exists and can be started. */
  record Prepared(String containerId) implements TaskInput {}

  /** This node cannot make the container. */
  record PrepareFailed(String error) implements TaskInput {}

  /**
   * The container's first process runs.
   *
   * @param checked whether the container has a health check: then it does not count as running yet
   */
  record Running(Started started, boolean checked) implements TaskInput {
    /** One that counts as running from now on. */
    public Running(Started started) {
      this(started, false);
    }
  }

  /** The container has passed its health check, for the first time or again. */
  record Healthy() implements TaskInput {}

  /**
   * The container has failed its health check too often.
   *
   * @param why what the last probe showed; empty when it showed nothing
   */
  record Unhealthy(String why) implements TaskInput {}

  /** The container was made, but its first process could not be run. */
  record StartFailed(String error) implements TaskInput {}

  /**
   * The node has lost its lease: a task that fences itself must not run any more. Said again until
   * there is a lease.
   */
  record Fenced() implements TaskInput {}

  /** The container's first process has ended. */
  record Exited(Exit exit) implements TaskInput {}

  /** The engine cannot watch the container any more, because it is unknown to it or broken. */
  record AwaitFailed(String error) implements TaskInput {}

  /** The container and its files are gone. */
  record Removed() implements TaskInput {}

  /** The container could not be removed; it is tried again. */
  record RemoveFailed(String error) implements TaskInput {}

  /** Time has passed; see {@link TaskController#wakeAt}. */
  record Tick() implements TaskInput {}
}
