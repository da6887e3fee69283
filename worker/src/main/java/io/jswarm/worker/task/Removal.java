package io.jswarm.worker.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The removal of what is left of a task on its node, tried until it succeeds. */
final class Removal {
  /** A removal that failed is tried again after this, then after twice as long each time. */
  static final Duration DELAY_FIRST = Duration.ofSeconds(1);

  static final Duration DELAY_MAX = Duration.ofSeconds(30);

  private final TaskFacts task;
  private Duration delay = DELAY_FIRST;
  private @Nullable Instant againAt;

  Removal(TaskFacts task) {
    this.task = task;
  }

  void begin() {
    if (task.containerId == null) {
      gone();
    } else {
      task.phase = Phase.REMOVING;
      task.effect(new TaskEffect.Remove(task.containerId));
    }
  }

  void removed() {
    if (task.phase == Phase.REMOVING) {
      gone();
    }
  }

  void failed(Instant now) {
    if (task.phase == Phase.REMOVING) {
      againAt = now.plus(delay);
      Duration doubled = delay.multipliedBy(2);
      delay = doubled.compareTo(DELAY_MAX) < 0 ? doubled : DELAY_MAX;
    }
  }

  void againIfDue(Instant now) {
    if (againAt != null && !now.isBefore(againAt)) {
      againAt = null;
      task.effect(new TaskEffect.Remove(task.container()));
    }
  }

  /** When {@link #againIfDue} has something to do, if it failed. */
  Optional<Instant> wakeAt() {
    return Optional.ofNullable(againAt);
  }

  private void gone() {
    task.phase = Phase.GONE;
    task.effect(new TaskEffect.Forget());
  }
}
