package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one service as the draft has them, which of them have changed since they were looked
 * at, and how they stand. Kept from turn to turn, so that a turn costs as much as changes in it and
 * not as much as the service is large.
 */
final class SlotBook {
  private final TreeMap<Integer, Slot> slots = new TreeMap<>();

  /** Slots the deciders have yet to look at. */
  private final TreeSet<Integer> touched = new TreeSet<>();

  /** Slots whose standing is to be found out anew. */
  private final TreeSet<Integer> unsure = new TreeSet<>();

  private final TreeSet<Integer> occupied = new TreeSet<>();
  private final TreeSet<Integer> stale = new TreeSet<>();
  private final TreeSet<Integer> open = new TreeSet<>();
  private final Attempts attempts = new Attempts();

  /** The slots of these tasks, all of them yet to be looked at. */
  SlotBook(Iterable<Task> tasks) {
    for (Task task : tasks) {
      slots.merge(task.slot(), new Slot(task.slot(), List.of(task)), (a, _) -> a.with(task));
    }
    touchAll();
  }

  /** A task is new, has changed, or is gone. */
  void changed(Task known, @Nullable Task now) {
    int number = known.slot();
    Slot slot = slots.get(number);
    Optional<Slot> next =
        (slot == null ? new Slot(number, List.of()) : slot).exchanged(known.id(), now);
    if (next.isPresent()) {
      slots.put(number, next.get());
    } else {
      slots.remove(number);
    }
    touch(number);
  }

  /** Something a slot depends on has changed. */
  void touch(int number) {
    touched.add(number);
    unsure.add(number);
  }

  /** Something all slots depend on has changed. */
  void touchAll() {
    touched.addAll(slots.keySet());
    unsure.addAll(slots.keySet());
  }

  /** The slots to look at, in order. */
  List<Slot> touched() {
    List<Slot> found = new ArrayList<>(touched.size());
    for (Integer number : touched) {
      Slot slot = slots.get(number);
      if (slot != null) {
        found.add(slot);
      }
    }
    return found;
  }

  /** All slots have been looked at. */
  void done() {
    touched.clear();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** The slots of these numbers. */
  List<Slot> slots(SortedSet<Integer> numbers) {
    List<Slot> found = new ArrayList<>(numbers.size());
    for (Integer number : numbers) {
      Slot slot = slots.get(number);
      if (slot != null) {
        found.add(slot);
      }
    }
    return found;
  }

  /** The numbers of slots that need no task more. */
  SortedSet<Integer> occupied() {
    return Collections.unmodifiableSortedSet(occupied);
  }

  /** The numbers of slots with only tasks of older specs. */
  SortedSet<Integer> stale() {
    return Collections.unmodifiableSortedSet(stale);
  }

  /** How many slots have a task that a roll-out made and that is on its way. */
  int open() {
    return open.size();
  }

  /** How the roll-out of the present spec fared so far. */
  Attempts attempts() {
    return attempts;
  }

  /** Finds out how the slots stand that have changed. */
  void refresh(Turn turn, Service service) {
    Duration monitor = RollOut.configOf(service).monitorOrDefault();
    for (Integer number : unsure) {
      Slot slot = slots.get(number);
      RollOut.Stage stage =
          slot == null ? RollOut.Stage.DONE : RollOut.stageOf(turn, service, slot);
      boolean holds = slot != null && ReplicaReconciler.isOccupied(turn, service, slot);
      keep(occupied, number, holds);
      keep(stale, number, stage == RollOut.Stage.STALE);
      keep(open, number, stage == RollOut.Stage.OPEN);
      Optional<Attempt> attempt = slot == null ? Optional.empty() : Attempt.in(turn, service, slot);
      attempts.put(number, attempt, monitor);
    }
    unsure.clear();
  }

  private static void keep(Set<Integer> set, Integer number, boolean in) {
    if (in) {
      set.add(number);
    } else {
      set.remove(number);
    }
  }
}
