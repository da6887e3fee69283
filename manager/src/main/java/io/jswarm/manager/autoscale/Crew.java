package io.jswarm.manager.autoscale;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import java.util.List;

/**
 * What is known of the tasks of a service.
 *
 * @param measured those that run and of which it is known what they use
 * @param unheard how many run of which it is not
 * @param starting how many are missing to the number that is asked for: they wait, start, or are
 *     not well yet
 */
record Crew(List<Member> measured, int unheard, int starting) {
  Crew {
    measured = List.copyOf(measured);
  }

  /** One task. */
  record Member(TaskSpec spec, Load load) {}

  /** Whether a task counts as one that runs: one that is told to stop carries no load for long. */
  static boolean runs(Task task) {
    return switch (task.status().state()) {
      case RUNNING -> !task.isToStop();
      case NEW,
          PENDING,
          ASSIGNED,
          ACCEPTED,
          PREPARING,
          READY,
          STARTING,
          COMPLETE,
          FAILED,
          REJECTED,
          SHUTDOWN,
          REMOVE,
          ORPHANED ->
          false;
    };
  }
}
