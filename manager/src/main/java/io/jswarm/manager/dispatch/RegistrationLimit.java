package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bounds how often one node may begin a session. Swarm allows 3 in 8 s; our nodes come back after
 * 0.1 s doubling to 1 s, so an honest node with a flapping link needs about 10 in that time, and
 * each costs the leader no more than one complete set.
 */
final class RegistrationLimit {
  static final int COUNT_MAX = 10;
  static final Duration WINDOW = Duration.ofSeconds(8);

  private final Map<String, ArrayDeque<Instant>> begun = new TreeMap<>();

  /** Whether the node may begin a session now; counts it if so. */
  boolean admit(String nodeId, Instant now) {
    ArrayDeque<Instant> times = begun.computeIfAbsent(nodeId, _ -> new ArrayDeque<>());
    while (!times.isEmpty() && times.element().isBefore(now.minus(WINDOW))) {
      times.remove();
    }
    if (times.size() >= COUNT_MAX) {
      return false;
    }
    times.add(now);
    return true;
  }

  void forget(String nodeId) {
    begun.remove(nodeId);
  }

  void clear() {
    begun.clear();
  }
}
