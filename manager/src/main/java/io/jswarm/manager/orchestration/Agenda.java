package io.jswarm.manager.orchestration;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When which service must be looked at again although nothing about it changes: restart delays and
 * bounds on waiting. Kept by the leader only; a new leader looks at every service once, which
 * rebuilds it.
 */
public final class Agenda {
  private final TreeMap<Instant, TreeSet<String>> due = new TreeMap<>();

  /** Notes that {@code serviceId} must be looked at from {@code at} on. */
  void wake(String serviceId, Instant at) {
    due.computeIfAbsent(at, _ -> new TreeSet<>()).add(serviceId);
  }

  /** Removes and returns the services that are due. */
  SortedSet<String> takeDue(Instant now) {
    TreeSet<String> taken = new TreeSet<>();
    var past = due.headMap(now, true);
    past.values().forEach(taken::addAll);
    past.clear();
    return taken;
  }

  /** The earliest time something is due. */
  public Optional<Instant> next() {
    return due.isEmpty() ? Optional.empty() : Optional.of(due.firstKey());
  }

  /** Forgets everything. */
  void clear() {
    due.clear();
  }
}
