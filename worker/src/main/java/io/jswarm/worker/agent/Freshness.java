package io.jswarm.worker.agent;

import java.time.Duration;
import java.time.Instant;

/**
 * How new the newest thing is that this node was told. A manager that led, stood still and goes on
 * believes for a moment that it still leads: its complete set lacks the tasks of its successor, and
 * would have the node remove them. So a manager at an older round than the node has heard is turned
 * away.
 *
 * <p>Not for ever: a cluster that was restored from an older state has lower rounds for good. Who
 * has led meanwhile knows it within seconds.
 */
final class Freshness {
  /** How long what was heard counts after the last word of whoever said it. */
  static final Duration COUNTS_FOR = Duration.ofMinutes(1);

  private long newest;
  private Instant until = Instant.MIN;

  /** Whether somebody at this round is behind. */
  boolean isStale(long round, Instant now) {
    return round < newest && now.isBefore(until);
  }

  /** Assignments of this round were taken. */
  void took(long round, Instant now) {
    newest = round;
    heard(now);
  }

  /** Whoever said the newest thing still speaks. */
  void heard(Instant now) {
    until = now.plus(COUNTS_FOR);
  }

  long newest() {
    return newest;
  }
}
