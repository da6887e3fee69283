package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.TaskTimings;
import io.jswarm.worker.engine.Started;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cluster is told of one task: its state only ever goes forward. */
final class ReportedStatus {
  private final StepTimes times = new StepTimes();
  private TaskStatus status;
  private @Nullable Started started;

  ReportedStatus(TaskStatus first) {
    this.status = first;
  }

  TaskStatus now() {
    return status;
  }

  TaskState state() {
    return status.state();
  }

  boolean isTerminal() {
    return status.state().isTerminal();
  }

  StepTimes times() {
    return times;
  }

  /** Takes over what the cluster says itself. */
  void replace(TaskStatus known) {
    status = known;
  }

  /** The task's process runs: the steps that led there are told when the task counts as running. */
  void started(Started by) {
    started = by;
  }

  /** The task's container, and its process if that was started. */
  ContainerStatus container(String containerId) {
    return new ContainerStatus(containerId, started == null ? 0 : started.pid(), 0);
  }

  /**
   * Says this next, with the times of the task's steps, unless the cluster was told as much or
   * more.
   *
   * @return what there is to do about it
   */
  List<TaskEffect> report(TaskStatus next) {
    times.mark(next.state(), next.timestamp());
    if (isTerminal() || next.state().rank() <= status.state().rank()) {
      return List.of();
    }
    status = next.withTimings(timings(next));
    return List.of(new TaskEffect.Report(status), new TaskEffect.Keep());
  }

  private @Nullable TaskTimings timings(TaskStatus next) {
    TaskTimings known = status.timings();
    return known == null && started != null && next.state() == TaskState.RUNNING
        ? times.until(next.timestamp(), started.times())
        : known;
  }
}
