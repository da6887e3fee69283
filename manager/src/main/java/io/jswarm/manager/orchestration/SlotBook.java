package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
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
  private final boolean perNode;
  private final TreeMap<Place, Slot> slots = new TreeMap<>();

  /** Places the deciders have yet to look at, with or without tasks. */
  private final TreeSet<Place> touched = new TreeSet<>();

  /** Slots whose standing is to be found out anew. */
  private final TreeSet<Place> unsure = new TreeSet<>();

  private final TreeSet<Place> occupied = new TreeSet<>();
  private final TreeSet<Place> wanted = new TreeSet<>();
  private final TreeSet<Place> stale = new TreeSet<>();
  private final TreeSet<Place> open = new TreeSet<>();
  private final Attempts attempts = new Attempts();

  /** Every numbered slot below is occupied. */
  private int lowestFree;

  /**
   * The slots of these tasks, all of them yet to be looked at.
   *
   * @param perNode whether the service has a task for each node instead of numbered slots
   */
  SlotBook(Iterable<Task> tasks, boolean perNode) {
    this.perNode = perNode;
    for (Task task : tasks) {
      Place place = placeOf(task);
      slots.merge(place, new Slot(place, List.of(task)), (a, _) -> a.with(task));
    }
    touchAll();
  }

  boolean isPerNode() {
    return perNode;
  }

  /** A task is new, has changed, or is gone. */
  void changed(Task known, @Nullable Task now) {
    Place place = placeOf(known);
    Slot slot = slots.get(place);
    Optional<Slot> next =
        (slot == null ? new Slot(place, List.of()) : slot).exchanged(known.id(), now);
    if (next.isPresent()) {
      slots.put(place, next.get());
    } else {
      slots.remove(place);
    }
    touch(place);
  }

  private Place placeOf(Task task) {
    return perNode ? Place.onNode(task.nodeId()) : Place.inSlot(task.slot());
  }

  /** Something the task's slot depends on has changed. */
  void touch(Task task) {
    touch(placeOf(task));
  }

  /** Something a place depends on has changed. */
  void touch(Place place) {
    touched.add(place);
    unsure.add(place);
  }

  /** Something all slots depend on has changed. */
  void touchAll() {
    touched.addAll(slots.keySet());
    unsure.addAll(slots.keySet());
  }

  /** The places to look at, in order; some have no tasks. */
  List<Place> touchedPlaces() {
    return List.copyOf(touched);
  }

  /** The slots to look at, in order. */
  List<Slot> touched() {
    return slots(touched);
  }

  /** Every slot there is, in order. */
  List<Slot> all() {
    return List.copyOf(slots.values());
  }

  /** All slots have been looked at. */
  void done() {
    touched.clear();
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  /** The slots at these places. */
  List<Slot> slots(SortedSet<Place> places) {
    List<Slot> found = new ArrayList<>(places.size());
    for (Place place : places) {
      Slot slot = slots.get(place);
      if (slot != null) {
        found.add(slot);
      }
    }
    return found;
  }

  /** The places that need no task more. */
  SortedSet<Place> occupied() {
    return Collections.unmodifiableSortedSet(occupied);
  }

  /** How many places have a task that should run, or be replaced by one. */
  int wanted() {
    return wanted.size();
  }

  /** The lowest number from 0 on of a slot that is not occupied. */
  int lowestFree() {
    while (occupied.contains(Place.inSlot(lowestFree))) {
      lowestFree++;
    }
    return lowestFree;
  }

  /** The places with only tasks of older specs. */
  SortedSet<Place> stale() {
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
    for (Place place : unsure) {
      Slot slot = slots.get(place);
      RollOut.Stage stage =
          slot == null ? RollOut.Stage.DONE : RollOut.stageOf(turn, service, slot);
      boolean holds = slot != null && ReplicaReconciler.isOccupied(turn, service, slot);
      keep(occupied, place, holds);
      keep(wanted, place, slot != null && slot.isWanted());
      keep(stale, place, stage == RollOut.Stage.STALE && !isPaused(turn, place));
      keep(open, place, stage == RollOut.Stage.OPEN);
      Optional<Attempt> attempt = slot == null ? Optional.empty() : Attempt.in(turn, service, slot);
      attempts.put(place, attempt, monitor);
      lowestFree = holds ? lowestFree : Math.min(lowestFree, place.slot());
    }
    unsure.clear();
  }

  /** A node that takes no new tasks keeps the one it has, of whatever spec. */
  private boolean isPaused(Turn turn, Place place) {
    Node node = perNode ? turn.node(place.nodeId()) : null;
    return node != null && !node.spec().isActive();
  }

  private static void keep(Set<Place> set, Place place, boolean in) {
    if (in) {
      set.add(place);
    } else {
      set.remove(place);
    }
  }
}
