package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One of a service's numbered places and the tasks that have held it, oldest first. At most two of
 * them are wanted at a time: while a roll-out starts the new one before it stops the old one.
 */
record Slot(int number, List<Task> tasks) {
  private static final Comparator<Task> AGE =
      Comparator.comparing(Task::createdAt).thenComparing(Task::id);

  /** Groups a service's tasks by slot number. */
  static SortedMap<Integer, Slot> group(Iterable<Task> tasks) {
    SortedMap<Integer, List<Task>> bySlot = new TreeMap<>();
    for (Task task : tasks) {
      bySlot.computeIfAbsent(task.slot(), _ -> new ArrayList<>(2)).add(task);
    }
    SortedMap<Integer, Slot> slots = new TreeMap<>();
    bySlot.forEach((number, members) -> {
      members.sort(AGE);
      slots.put(number, new Slot(number, members));
    });
    return slots;
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

  boolean isRunning() {
    return tasks.stream().anyMatch(t -> Tasks.isWanted(t) && Tasks.isRunning(t));
  }
}
