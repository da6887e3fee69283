package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Until when each node that is not known to be down may stay silent.
 *
 * <p>Silence counts only while the loop that listens runs on time: when it comes late by more than
 * {@link #LATE}, all deadlines move by as much, since the node may have spoken and not been heard.
 * A node is not silent either when what it said has arrived and only waits to be read.
 *
 * <p>When many nodes are silent at once (more than half, or of a large cluster more than a tenth),
 * this manager suspects itself or the network, not them: they get {@link #MANY_STEP} more each time
 * that is found, until each has been silent for {@link #MANY_MAX}. Then it is down: the loss of
 * many machines is rare, not impossible. To declare those down that are merely late would have
 * their tasks moved, which makes a busy manager later still.
 */
final class Liveness {
  /** How often the loop must come by so that its own pauses can be told from a node's silence. */
  static final Duration PACE = Duration.ofMillis(500);

  static final Duration LATE = Duration.ofMillis(250);

  static final Duration MANY_STEP = Duration.ofSeconds(10);
  static final Duration MANY_MAX = Duration.ofSeconds(30);

  private static final int MANY_MIN = 2;

  /** So many are too many to fail together by chance when they are more than one of ten. */
  private static final int MANY_OF_A_LARGE_CLUSTER = 10;

  /** When a node was heard last, and until when it must be heard again. */
  private record Watch(Instant heard, Instant deadline) {
    Watch later(Duration by) {
      return new Watch(heard.plus(by), deadline.plus(by));
    }

    Watch until(Instant newDeadline) {
      return new Watch(heard, newDeadline);
    }

    Watch spoke(Instant at, Instant silentUntil) {
      return at.isAfter(heard)
          ? new Watch(at, silentUntil.isAfter(deadline) ? silentUntil : deadline)
          : this;
    }
  }

  /** A node that was silent for too long, and since when. */
  record Silent(String nodeId, Instant since) {}

  private final Map<String, Watch> watched = new TreeMap<>();

  /**
   * Nodes given up in the last {@link #MANY_MAX}: a tenth of what is left could go again and again.
   */
  private final Map<String, Instant> lost = new TreeMap<>();

  private Instant promised = Instant.MAX;

  /**
   * No deadline is earlier. Exact after each tick; in between, deadlines only move away from it.
   */
  private Instant first = Instant.MAX;

  /** Nothing is watched any more. */
  void clear() {
    watched.clear();
    lost.clear();
    promised = Instant.MAX;
    first = Instant.MAX;
  }

  /** The node must be heard before this, unless it is watched already. */
  void watch(String nodeId, Instant now, Instant deadline) {
    if (watched.putIfAbsent(nodeId, new Watch(now, deadline)) == null) {
      lost.remove(nodeId);
      bound(deadline);
    }
  }

  boolean isWatched(String nodeId) {
    return watched.containsKey(nodeId);
  }

  /** The node has spoken. */
  void heard(String nodeId, Instant now, Instant deadline) {
    watched.put(nodeId, new Watch(now, deadline));
    lost.remove(nodeId);
    bound(deadline);
  }

  /**
   * The node, if it is watched, has spoken at this time, although what it said has not been read.
   * Takes nothing from the time it has anyhow.
   */
  void spoke(String nodeId, Instant at, Instant deadline) {
    watched.computeIfPresent(nodeId, (_, watch) -> watch.spoke(at, deadline));
  }

  /** The node, if it is watched, has until then. */
  void setDeadline(String nodeId, Instant deadline) {
    if (watched.computeIfPresent(nodeId, (_, watch) -> watch.until(deadline)) != null) {
      bound(deadline);
    }
  }

  private void bound(Instant deadline) {
    if (deadline.isBefore(first)) {
      first = deadline;
    }
  }

  void forget(String nodeId) {
    watched.remove(nodeId);
  }

  /**
   * To be called first in every turn of the loop. Answers by how much the loop was late, if it was.
   */
  Optional<Duration> turn(Instant now) {
    if (promised.equals(Instant.MAX) || !now.isAfter(promised.plus(LATE))) {
      return Optional.empty();
    }
    Duration late = Duration.between(promised, now);
    watched.replaceAll((node, watch) -> watch.later(late));
    return Optional.of(late);
  }

  /**
   * Nodes that were silent for too long; they are not watched any more.
   *
   * @param quietAfter a silence that no healthy node keeps
   */
  List<Silent> expired(Instant now, Duration quietAfter) {
    List<String> due = new ArrayList<>();
    int quiet = 0;
    for (Map.Entry<String, Watch> each : watched.entrySet()) {
      quiet += now.isBefore(each.getValue().heard.plus(quietAfter)) ? 0 : 1;
      if (!now.isBefore(each.getValue().deadline)) {
        due.add(each.getKey());
      }
    }
    lost.values().removeIf(at -> !now.isBefore(at.plus(MANY_MAX)));
    if (isMany(quiet)) {
      due.removeIf(nodeId -> waitsOn(nodeId, now));
    }
    List<Silent> expired = new ArrayList<>();
    for (String nodeId : due) {
      Watch watch = watched.remove(nodeId);
      if (watch != null) {
        expired.add(new Silent(nodeId, watch.heard));
        lost.put(nodeId, now);
      }
    }
    first =
        watched.values().stream().map(Watch::deadline).min(Instant::compareTo).orElse(Instant.MAX);
    return expired;
  }

  private boolean isMany(int quiet) {
    int gone = quiet + lost.size();
    return (quiet >= MANY_MIN && quiet * 2 > watched.size())
        || (gone >= MANY_OF_A_LARGE_CLUSTER && gone * 10 > watched.size() + lost.size());
  }

  /** Gives a node more time while many are silent; tells whether it had any left. */
  private boolean waitsOn(String nodeId, Instant now) {
    Watch watch = watched.get(nodeId);
    Instant last = watch == null ? now : watch.heard.plus(MANY_MAX);
    setDeadline(nodeId, earlier(now.plus(MANY_STEP), last));
    return now.isBefore(last);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** To be called last in every turn: when the next one must be at the latest. */
  Optional<Instant> promise(Instant now) {
    if (watched.isEmpty()) {
      promised = Instant.MAX;
      return Optional.empty();
    }
    Instant pace = now.plus(PACE);
    Instant next = first.isBefore(pace) ? first : pace;
    promised = next.isBefore(now) ? now : next;
    return Optional.of(promised);
  }
}
