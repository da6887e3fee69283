package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Until when each node that is not known to be down may stay silent. Silence counts only while the
 * loop that listens runs on time: when it comes late by more than {@link #LATE}, all deadlines move
 * by as much, since the node may have spoken and not been heard.
 */
final class Liveness {
  /** How often the loop must come by so that its own pauses can be told from a node's silence. */
  static final Duration PACE = Duration.ofMillis(500);

  static final Duration LATE = Duration.ofMillis(250);

  private final Map<String, Instant> deadlines = new TreeMap<>();
  private Instant promised = Instant.MAX;

  /**
   * No deadline is earlier. Exact after each tick; in between, deadlines only move away from it.
   */
  private Instant first = Instant.MAX;

  /** Nothing is watched any more. */
  void clear() {
    deadlines.clear();
    promised = Instant.MAX;
    first = Instant.MAX;
  }

  /** The node must be heard before this, unless it is watched already. */
  void watch(String nodeId, Instant deadline) {
    if (deadlines.putIfAbsent(nodeId, deadline) == null) {
      bound(deadline);
    }
  }

  boolean isWatched(String nodeId) {
    return deadlines.containsKey(nodeId);
  }

  /** The node has spoken, or was given more time. */
  void heard(String nodeId, Instant deadline) {
    deadlines.put(nodeId, deadline);
    bound(deadline);
  }

  private void bound(Instant deadline) {
    if (deadline.isBefore(first)) {
      first = deadline;
    }
  }

  void forget(String nodeId) {
    deadlines.remove(nodeId);
  }

  /**
   * To be called first in every turn of the loop. Answers by how much the loop was late, if it was.
   */
  Optional<Duration> turn(Instant now) {
    if (promised.equals(Instant.MAX) || !now.isAfter(promised.plus(LATE))) {
      return Optional.empty();
    }
    Duration late = Duration.between(promised, now);
    deadlines.replaceAll((node, deadline) -> deadline.plus(late));
    return Optional.of(late);
  }

  /** Nodes that were silent for too long; they are not watched any more. */
  List<String> expired(Instant now) {
    List<String> expired = new ArrayList<>();
    deadlines.forEach((node, deadline) -> {
      if (!now.isBefore(deadline)) {
        expired.add(node);
      }
    });
    expired.forEach(deadlines::remove);
    first = deadlines.values().stream().min(Instant::compareTo).orElse(Instant.MAX);
    return expired;
  }

  /** To be called last in every turn: when the next one must be at the latest. */
  Optional<Instant> promise(Instant now) {
    if (deadlines.isEmpty()) {
      promised = Instant.MAX;
      return Optional.empty();
    }
    Instant pace = now.plus(PACE);
    Instant next = first.isBefore(pace) ? first : pace;
    promised = next.isBefore(now) ? now : next;
    return Optional.of(promised);
  }
}
