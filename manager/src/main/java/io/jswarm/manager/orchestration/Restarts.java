package io.jswarm.manager.orchestration;

import io.jswarm.api.model.RestartPolicy;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskRestart;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a task that stopped on its own gets a replacement in its slot, and from when on
 * that one may start.
 */
final class Restarts {
  private Restarts() {}

  /** What follows a stopped task. */
  sealed interface Verdict {
    /** A replacement that carries this. */
    record Replace(TaskRestart restart) implements Verdict {}

    /** Nothing: the policy is satisfied or exhausted. */
    record LeaveStopped() implements Verdict {}
  }

  /**
   * Judges a task in a terminal state.
   *
   * @param before the task's status before it stopped, which tells how long it ran; null when that
   *     is not known any more
   * @param slot every task of the slot, the stopped one included
   */
  static Verdict judge(Task stopped, @Nullable TaskStatus before, List<Task> slot, Instant at) {
    RestartPolicy policy = policyOf(stopped);
    if (!restarts(policy, stopped) || attemptsUsedUp(policy, stopped, slot, at)) {
      return new Verdict.LeaveStopped();
    }
    int failures = ranHealthily(before, stopped.status()) ? 0 : failuresBefore(stopped) + 1;
    Duration explicit = policy.delay();
    Duration delay = explicit == null ? RestartDelay.adaptive(failures) : explicit;
    return new Verdict.Replace(new TaskRestart(failures, at.plus(delay)));
  }

  /**
   * True when the policy does not replace a slot's last task: such a slot stays occupied by it. A
   * task that was lost with its node before it stopped is not replaced under "none" only.
   */
  static boolean isSettled(Task last, List<Task> slot, Instant at) {
    if (!Tasks.isStopped(last)) {
      return neverReplaces(last);
    }
    RestartPolicy policy = policyOf(last);
    return !restarts(policy, last) || attemptsUsedUp(policy, last, slot, at);
  }

  /** Whether its policy is to run it once and never again, wherever. */
  static boolean neverReplaces(Task task) {
    return neverReplaces(task.spec());
  }

  /** Whether the policy is to run tasks once and never again, wherever. */
  static boolean neverReplaces(TaskSpec spec) {
    return policyOf(spec).condition().equals("none");
  }

  private static RestartPolicy policyOf(Task task) {
    return policyOf(task.spec());
  }

  private static RestartPolicy policyOf(TaskSpec spec) {
    RestartPolicy policy = spec.restartPolicy();
    return policy == null ? RestartPolicy.UNSET : policy;
  }

  /** A job that completed has done what it was for, also when any end is a reason to restart. */
  private static boolean restarts(RestartPolicy policy, Task stopped) {
    return switch (policy.condition()) {
      case "none" -> false;
      case "on-failure" -> stopped.status().state() != TaskState.COMPLETE;
      default -> !Tasks.isDone(stopped);
    };
  }

  private static boolean attemptsUsedUp(
      RestartPolicy policy, Task stopped, List<Task> slot, Instant at) {
    Long max = policy.maxAttempts();
    if (max == null || max <= 0) {
      return false;
    }
    Duration window = policy.window();
    Instant from = window == null || window.isZero() ? Instant.MIN : at.minus(window);
    long restarts =
        slot.stream()
            .filter(t -> t.restart() != null)
            .filter(t -> Tasks.sameRun(t, stopped))
            .filter(t -> t.createdAt().isAfter(from))
            .count();
    return restarts >= max;
  }

  private static int failuresBefore(Task task) {
    return task.restart() == null ? 0 : task.restart().failures();
  }

  private static boolean ranHealthily(@Nullable TaskStatus before, TaskStatus after) {
    if (before == null || before.state() != TaskState.RUNNING) {
      return false;
    }
    Duration ran = Duration.between(before.timestamp(), after.timestamp());
    return ran.compareTo(RestartDelay.HEALTHY_RUN) >= 0;
  }
}
