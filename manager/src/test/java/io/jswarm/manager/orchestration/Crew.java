package io.jswarm.manager.orchestration;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Workers that take one step at a time. What an image does is said by its name: one that begins
 * with {@code broken} ends before it runs, with {@code fragile} after a second, any other runs on.
 */
record Crew(Bench bench, Service service) {
  private static final Duration FRAGILE_RUN = Duration.ofSeconds(1);
  private static final Duration STEP = Duration.ofMillis(200);
  private static final int STEPS_MAX = 1000;

  /** Each task does its next step, the stopping ones first. */
  void step() {
    stopWhatIsToStop();
    bench.tasks(service, this::isSpent).forEach(t -> bench.report(t, TaskState.FAILED));
    bench
        .tasks(
            service,
            t -> t.desiredState() == TaskState.RUNNING && t.status().state() == TaskState.ASSIGNED)
        .forEach(t ->
            bench.report(
                t, imageOf(t).startsWith("broken") ? TaskState.FAILED : TaskState.RUNNING));
  }

  void stopWhatIsToStop() {
    bench
        .tasks(service, t -> t.desiredState().isAfter(TaskState.RUNNING) && t.isLive())
        .forEach(t -> bench.report(t, TaskState.SHUTDOWN));
  }

  private boolean isSpent(Task task) {
    return imageOf(task).startsWith("fragile")
        && task.status().state() == TaskState.RUNNING
        && task.runningSince() != null
        && !task.runningSince().plus(FRAGILE_RUN).isAfter(bench.now);
  }

  /** Steps and time pass until it is so. */
  void until(BooleanSupplier condition) {
    for (int i = 0; i < STEPS_MAX; i++) {
      step();
      if (condition.getAsBoolean()) {
        return;
      }
      bench.pass(STEP);
    }
    throw new AssertionError("not within " + STEP.multipliedBy(STEPS_MAX) + ": " + status());
  }

  void until(UpdateState state) {
    until(() -> bench.service(service.id()).updateStatus() != null && state() == state);
  }

  UpdateStatus status() {
    return Bench.there("the update's status", bench.service(service.id()).updateStatus());
  }

  UpdateState state() {
    return Bench.there("the update's state", status().state());
  }

  /** The tasks of the image that should run. */
  List<Task> wanted(String image) {
    return bench.wanted(service).stream().filter(task -> imageOf(task).equals(image)).toList();
  }

  /** The tasks of the image that run. */
  List<Task> running(String image) {
    return bench.running(service).stream().filter(task -> imageOf(task).equals(image)).toList();
  }

  static String imageOf(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    return container == null ? "" : container.image();
  }
}
