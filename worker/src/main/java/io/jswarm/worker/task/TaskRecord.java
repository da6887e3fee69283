package io.jswarm.worker.task;

import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps on disk of one of its tasks.
 *
 * @param containerId the engine's id of the task's container; null before it was made
 * @param status what was observed last, whether or not the manager knows it yet
 */
public record TaskRecord(Assignment assignment, @Nullable String containerId, TaskStatus status) {
  /** The task's id. */
  public String taskId() {
    return assignment.task().id();
  }
}
