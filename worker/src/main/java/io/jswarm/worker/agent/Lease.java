package io.jswarm.worker.agent;

import io.jswarm.api.model.Fence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The node's lease to run tasks that fence themselves (see {@link Fence}). It runs from when it was
 * asked for, not from when it was granted: the answer may have been on its way for long.
 */
final class Lease {
  /** Questions that may wait for an answer; of more, the oldest would be worth nothing by then. */
  private static final int OPEN_MAX = 16;

  private static final Duration GRACE = Fence.KILLED_AFTER.minus(Fence.LEASE);

  private final TreeMap<Long, Instant> asked = new TreeMap<>();
  private long sequence;
  private Instant askAt = Instant.EPOCH;
  private Instant until = Instant.EPOCH;

  /** A session has begun: what was asked on the one before will not be answered. */
  void sessionBegan() {
    asked.clear();
    askAt = Instant.EPOCH;
  }

  /** What runs by the lease from before the daemon was started again is to be killed then. */
  void found(Instant killAt) {
    until = killAt.minus(GRACE);
  }

  /** The number of the question to ask now, if one is due. */
  Optional<Long> ask(Instant now) {
    if (now.isBefore(askAt)) {
      return Optional.empty();
    }
    askAt = now.plus(Fence.RENEWED_EVERY);
    asked.put(++sequence, now);
    if (asked.size() > OPEN_MAX) {
      asked.pollFirstEntry();
    }
    return Optional.of(sequence);
  }

  /**
   * When the next question is due, or it ends.
   *
   * @param asks whether there is somebody to ask
   * @param lapsed the end that was acted on
   */
  Optional<Instant> wakeAt(boolean asks, Instant lapsed) {
    Stream<Instant> questions = asks ? Stream.of(askAt) : Stream.empty();
    Stream<Instant> ends = lapsed.equals(until) ? Stream.empty() : Stream.of(until);
    return Stream.concat(questions, ends).min(Instant::compareTo);
  }

  /** The leader has granted what was asked. */
  void granted(long number) {
    Instant since = asked.get(number);
    asked.headMap(number, true).clear();
    if (since != null && since.plus(Fence.LEASE).isAfter(until)) {
      until = since.plus(Fence.LEASE);
    }
  }

  boolean isHeld(Instant now) {
    return now.isBefore(until);
  }

  /** Its end. */
  Instant until() {
    return until;
  }

  /** When what was asked to stop at its end is killed. */
  Instant killAt() {
    return until.plus(GRACE);
  }
}
