package io.jswarm.api.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last seen of a task.
 *
 * @param timings of tasks that run or ran, as far as their node knows
 */
@OmitEmpty
public record TaskStatus(
    @Always Instant timestamp,
    TaskState state,
    String message,
    String err,
    @Nullable ContainerStatus containerStatus,
    @Always PortStatus portStatus,
    @Nullable TaskTimings timings) {
  public TaskStatus {
    timestamp = Values.instant(timestamp);
    message = Values.text(message);
    err = Values.text(err);
    portStatus = portStatus == null ? PortStatus.NONE : portStatus;
  }

  /** Of a task nobody has looked at. */
  public static final TaskStatus NEW =
      new TaskStatus(Instant.EPOCH, TaskState.NEW, "", "", null, PortStatus.NONE, null);

  /** A state reached at a time, with a sentence that says how. */
  public static TaskStatus of(TaskState state, Instant timestamp, String message) {
    return new TaskStatus(timestamp, state, message, "", null, PortStatus.NONE, null);
  }

  public TaskStatus withTimestamp(Instant timestamp) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }

  public TaskStatus withState(TaskState state) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }

  public TaskStatus withMessage(String message) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }

  public TaskStatus withErr(String err) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }

  public TaskStatus withContainerStatus(@Nullable ContainerStatus containerStatus) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }

  public TaskStatus withPortStatus(PortStatus portStatus) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }

  public TaskStatus withTimings(@Nullable TaskTimings timings) {
    return new TaskStatus(timestamp, state, message, err, containerStatus, portStatus, timings);
  }
}
