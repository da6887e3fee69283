package io.jswarm.manager.orchestration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When which place must be looked at again although nothing about it changes: restart delays,
 * bounds on waiting, and runs that fall due. Kept by the leader only; a new leader looks at every
 * place once, which rebuilds it.
 */
final class Agenda {
  /**
   * A place of a service.
   *
   * @param place null for the service as a whole
   */
  record Item(String serviceId, @Nullable Place place) {}

  private final TreeMap<Instant, Set<Item>> due = new TreeMap<>();

  /** Notes that the place must be looked at from {@code at} on. */
  void wake(String serviceId, Place place, Instant at) {
    due.computeIfAbsent(at, _ -> new LinkedHashSet<>()).add(new Item(serviceId, place));
  }

  /** Notes that the service must be looked at from {@code at} on. */
  void wake(String serviceId, Instant at) {
    due.computeIfAbsent(at, _ -> new LinkedHashSet<>()).add(new Item(serviceId, null));
  }

  /** Removes and returns what is due. */
  List<Item> takeDue(Instant now) {
    List<Item> taken = new ArrayList<>();
    var past = due.headMap(now, true);
    past.values().forEach(taken::addAll);
    past.clear();
    return taken;
  }

  /** The earliest time something is due. */
  Optional<Instant> next() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.firstKey());
  }
}
