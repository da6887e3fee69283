package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Keeps a replicated service at its number of slots: fills the lowest free ones, and empties those
 * whose removal leaves the rest best spread (first what is not running, then the copies beyond the
 * first on a node, the highest slot first).
 */
final class ReplicaReconciler {
  private ReplicaReconciler() {}

  static void reconcile(Turn turn, Service service, SlotBook book, int replicas) {
    book.refresh(turn, service);
    SortedSet<Place> occupied = book.occupied();
    if (occupied.size() < replicas) {
      fill(turn, service, replicas - occupied.size(), occupied);
    } else if (occupied.size() > replicas) {
      empty(turn, book.slots(occupied), occupied.size() - replicas);
    }
  }

  /** Whether the slot needs no task more: one is to run in it, or what was there settled it. */
  static boolean isOccupied(Turn turn, Service service, Slot slot) {
    return slot.isWanted() || slot.isDone() || isSettled(slot, service, turn);
  }

  /**
   * A slot whose last task ended as its restart policy wanted, or was lost and may not be replaced:
   * it is not filled again under the same spec.
   */
  private static boolean isSettled(Slot slot, Service service, Turn turn) {
    Task last = slot.newest();
    return last.desiredState() != TaskState.REMOVE
        && !Tasks.isStale(last, service, turn.node(last.nodeId()))
        && Restarts.isSettled(last, slot.tasks(), turn.at());
  }

  private static void fill(Turn turn, Service service, int missing, SortedSet<Place> occupied) {
    Iterator<Place> taken = occupied.iterator();
    int next = taken.hasNext() ? taken.next().slot() : 0;
    int added = 0;
    for (int number = 1; added < missing && !turn.isFull(); number++) {
      if (next == number) {
        next = taken.hasNext() ? taken.next().slot() : 0;
      } else {
        NewTask.add(turn, service, Place.inSlot(number), null);
        added++;
      }
    }
  }

  private static void empty(Turn turn, List<Slot> occupied, int surplus) {
    for (Slot slot : removalOrder(occupied).subList(0, surplus)) {
      for (Task task : slot.tasks()) {
        if (turn.isFull()) {
          return;
        }
        turn.desire(task, TaskState.REMOVE);
      }
    }
  }

  /** The slots, the most dispensable first. */
  private static List<Slot> removalOrder(List<Slot> occupied) {
    List<Slot> byWorth = new ArrayList<>(occupied);
    byWorth.sort(Comparator.comparing((Slot slot) -> !slot.isRunning()).thenComparing(Slot::place));
    Map<String, Integer> onNode = new HashMap<>();
    record Ranked(Slot slot, int copy) {}
    List<Ranked> ranked = new ArrayList<>();
    for (Slot slot : byWorth) {
      List<Task> wanted = slot.wanted();
      boolean single = wanted.size() == 1 && !wanted.getFirst().isUnassigned();
      int copy =
          single ? onNode.merge(wanted.getFirst().nodeId(), 1, Integer::sum) : Integer.MAX_VALUE;
      ranked.add(new Ranked(slot, copy));
    }
    ranked.sort(Comparator.comparingInt(Ranked::copy));
    return ranked.reversed().stream().map(Ranked::slot).toList();
  }
}
