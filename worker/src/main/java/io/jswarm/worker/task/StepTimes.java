package io.jswarm.worker.task;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskTimings;
import io.jswarm.worker.engine.EngineTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /** What the cluster is told of a task that runs; null when this daemon did not accept it. */
  @Nullable TaskTimings until(Instant running, EngineTimes engine) {
    Instant accepted = reached.get(TaskState.ACCEPTED);
    if (accepted == null) {
      return null;
    }
    return new TaskTimings(
        accepted,
        after(accepted, reached.get(TaskState.PREPARING)),
        after(accepted, reached.get(TaskState.READY)),
        after(accepted, reached.get(TaskState.STARTING)),
        after(accepted, running),
        engine.mount().toMillis(),
        engine.bundle().toMillis(),
        engine.create().toMillis(),
        engine.start().toMillis());
  }

  private static long after(Instant accepted, @Nullable Instant reached) {
    return reached == null ? 0 : Math.max(0, Duration.between(accepted, reached).toMillis());
  }
}
