package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a service's roll-out fared slot by slot, in the order in which slots were settled. Follows
 * from the tasks; kept from turn to turn, so that a turn costs as much as changes in it.
 */
final class Attempts {
  /** A slot whose new task ran for the first time, or stopped before. */
  record Settled(Instant at, Place place) {}

  private final TreeSet<Settled> settled =
      new TreeSet<>(Comparator.comparing(Settled::at).thenComparing(Settled::place));

  /** Looked into by place, never walked. */
  private final Map<Place, Settled> byPlace = new HashMap<>();

  /** Tasks that failed, by place. */
  private final TreeMap<Place, Task> failed = new TreeMap<>();

  /**
   * Takes in how a slot stands now.
   *
   * @param attempt empty when the roll-out has made no task there
   */
  void put(Place place, Optional<Attempt> attempt, Duration monitor) {
    Settled before = byPlace.remove(place);
    if (before != null) {
      settled.remove(before);
    }
    failed.remove(place);
    attempt
        .flatMap(Attempt::settledAt)
        .ifPresent(at -> {
          Settled now = new Settled(at, place);
          settled.add(now);
          byPlace.put(place, now);
          if (attempt.get().hasFailed(monitor)) {
            failed.put(place, attempt.get().task());
          }
        });
  }

  /** How many slots were settled at this time or later. */
  int settledFrom(Instant time) {
    return settled.tailSet(first(time), true).size();
  }

  /** The slot that was settled first of those that were at this time or later. */
  Optional<Settled> firstFrom(Instant time) {
    return Optional.ofNullable(settled.ceiling(first(time)));
  }

  /** The slot that was settled last. */
  Optional<Settled> last() {
    return settled.isEmpty() ? Optional.empty() : Optional.of(settled.last());
  }

  /** The tasks that failed, of those made at this time or later; the last one to fail last. */
  List<Task> failedFrom(Instant time) {
    return failed.values().stream()
        .filter(task -> !task.createdAt().isBefore(time))
        .sorted(Comparator.comparing(Task::updatedAt).thenComparing(Task::id))
        .toList();
  }

  private static Settled first(Instant time) {
    return new Settled(time, Place.inSlot(Integer.MIN_VALUE));
  }
}
