package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of a service's places and the tasks that have held it, oldest first. At most two of them are
 * wanted at a time: while a roll-out or a move starts the new one before it stops the old one.
 */
record Slot(Place place, List<Task> tasks) {
  private static final Comparator<Task> AGE =
      Comparator.comparing(Task::createdAt).thenComparing(Task::id);

  /** The slot with a task more. */
  Slot with(Task task) {
    List<Task> more = new ArrayList<>(tasks);
    more.add(task);
    more.sort(AGE);
    return new Slot(place, more);
  }

  /**
   * The slot after one of its tasks has become another or is gone; empty when that was the last.
   */
  Optional<Slot> exchanged(String taskId, @Nullable Task now) {
    List<Task> others = new ArrayList<>(tasks);
    others.removeIf(task -> task.id().equals(taskId));
    if (now == null) {
      return others.isEmpty() ? Optional.empty() : Optional.of(new Slot(place, others));
    }
    return Optional.of(new Slot(place, others).with(now));
  }

  Task newest() {
    return tasks.getLast();
  }

  /** The tasks that should run. */
  List<Task> wanted() {
    return tasks.stream().filter(Tasks::isWanted).toList();
  }

  boolean isWanted() {
    return tasks.stream().anyMatch(Tasks::isWanted);
  }

  /** Whether a job has had its completion here. */
  boolean isDone() {
    return tasks.stream().anyMatch(t -> Tasks.isDone(t) && t.desiredState() != TaskState.REMOVE);
  }

  boolean isRunning() {
    return tasks.stream().anyMatch(t -> Tasks.isWanted(t) && Tasks.isRunning(t));
  }
}
