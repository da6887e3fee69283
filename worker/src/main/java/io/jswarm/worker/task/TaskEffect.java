package io.jswarm.worker.task;

import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.PayloadData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a task wants done. Engine work is answered by exactly one {@link TaskInput} unless said
 * otherwise.
 */
public sealed interface TaskEffect {
  /**
   * Tells the manager; a later report of the same task replaces an earlier one that was not sent
   * yet.
   */
  record Report(TaskStatus status) implements TaskEffect {}

  /** The container's id is known or the status changed: worth keeping on disk. Not answered. */
  record Keep() implements TaskEffect {}

  /** The task is over and nothing of it is left on this node: forget it. Not answered. */
  record Forget() implements TaskEffect {}

  /** Something the engine does for the task. */
  sealed interface EngineWork extends TaskEffect {}

  /**
   * Gets the image and makes the container: Prepared or PrepareFailed.
   *
   * @param payloads the secrets and configs the task refers to, as far as this node has them
   * @param login what its image is pulled with; null for nothing
   */
  record Prepare(Assignment assignment, List<PayloadData> payloads, @Nullable RegistryAuth login)
      implements EngineWork {
    public Prepare {
      payloads = List.copyOf(payloads);
    }

    /** Of a task that needs nothing else, or which has still to be added. */
    public Prepare(Assignment assignment) {
      this(assignment, List.of(), null);
    }
  }

  /** Runs the container's first process: Running or StartFailed. */
  record Start(String containerId) implements EngineWork {}

  /**
   * Probes the container from time to time until it ends. Answered by each change of what is found:
   * Healthy, or at last Unhealthy; never, when it ends before.
   *
   * @param wasHealthy whether it has passed its health check before
   */
  record Probe(String containerId, boolean wasHealthy) implements EngineWork {}

  /** Waits for the end of the container's first process: Exited or AwaitFailed. */
  record Await(String containerId) implements EngineWork {}

  /** Asks the container's first process to end. Not answered: the end comes as Exited. */
  record Stop(String containerId) implements EngineWork {}

  /** Ends every process of the container. Not answered: the end comes as Exited. */
  record Kill(String containerId) implements EngineWork {}

  /** Removes the container and its files: Removed or RemoveFailed. */
  record Remove(String containerId) implements EngineWork {}
}
