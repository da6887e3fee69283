package io.jswarm.worker.task;

import io.jswarm.api.model.TaskState;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * When a task first reached each of its states on this node, by the node's clock. Lost when the
 * daemon restarts.
 */
public final class StepTimes {
  private final EnumMap<TaskState, Instant> reached = new EnumMap<>(TaskState.class);

  void mark(TaskState state, Instant at) {
    reached.putIfAbsent(state, at);
  }

  /** The times so far, in the order of the states. */
  public Map<TaskState, Instant> reached() {
    return Collections.unmodifiableMap(new EnumMap<>(reached));
  }
}
