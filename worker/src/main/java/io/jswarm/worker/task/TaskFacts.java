package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is so of one task, which every part of its life reads and changes, and what there is to do
 * about it.
 */
final class TaskFacts {
  final Orders orders;
  final ReportedStatus status;
  Phase phase;
  @Nullable String containerId;
  private List<TaskEffect> effects = new ArrayList<>();

  TaskFacts(Orders orders, ReportedStatus status, Phase phase, @Nullable String containerId) {
    this.orders = orders;
    this.status = status;
    this.phase = phase;
    this.containerId = containerId;
  }

  /** The container, in phases that cannot be without one. */
  String container() {
    if (containerId == null) {
      String id = orders.assignment().task().id();
      throw new IllegalStateException("task " + id + " is " + phase + " without container");
    }
    return containerId;
  }

  /** This is to be done next. */
  void effect(TaskEffect effect) {
    effects.add(effect);
  }

  /** What there is to do since the last call, in order. */
  List<TaskEffect> drain() {
    List<TaskEffect> drained = List.copyOf(effects);
    effects = new ArrayList<>();
    return drained;
  }

  /** Tells the cluster of a state in which the container is as it was. */
  void report(TaskState state, String message, Instant at) {
    report(state, message, "", status.now().containerStatus(), at);
  }

  /** Tells the cluster of a state in which nothing has gone wrong and there is a container. */
  void reportWithContainer(TaskState state, String message, Instant at) {
    report(state, message, "", status.container(container()), at);
  }

  private void report(
      TaskState state,
      String message,
      String error,
      @Nullable ContainerStatus container,
      Instant at) {
    status
        .report(new TaskStatus(at, state, message, error, container, orders.ports(state), null))
        .forEach(this::effect);
  }

  /** The task is over, and the cluster is told how, unless it knows already. */
  void end(Ending ending, Instant at) {
    phase = Phase.ENDED;
    report(ending.state(), ending.message(), ending.error(), ending.container(), at);
  }
}
