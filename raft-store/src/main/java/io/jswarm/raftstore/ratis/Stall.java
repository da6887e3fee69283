package io.jswarm.raftstore.ratis;

import java.time.Duration;

/**
 * Tells a follower that cannot take entries any more from one that has a hard moment: each try of
 * the leader fails, for a while, and nothing has come in between. Not thread-safe; time is an
 * argument.
 */
final class Stall {
  /** Longer than any restore, pause or election in which a healthy follower refuses entries. */
  static final Duration STUCK_AFTER = Duration.ofSeconds(2);

  /** A leader tries five times a second; a paused machine may have seen only the first and last. */
  static final int FAILURES_MIN = 5;

  /** After so long without a failure, what was wrong before has passed. */
  static final Duration CALM = Duration.ofSeconds(1);

  private int failures;
  private long firstNanos;
  private long lastNanos;
  private long end;
  private long applied;

  /**
   * An append has failed.
   *
   * @param logEnd the index of the next entry that the log would take
   * @param lastApplied the index of the last entry that was applied
   * @return whether this member is stuck
   */
  boolean failed(long logEnd, long lastApplied, long nowNanos) {
    boolean moved = logEnd != end || lastApplied != applied;
    if (failures == 0 || moved || nowNanos - lastNanos > CALM.toNanos()) {
      failures = 0;
      firstNanos = nowNanos;
      end = logEnd;
      applied = lastApplied;
    }
    failures++;
    lastNanos = nowNanos;
    return failures >= FAILURES_MIN && nowNanos - firstNanos >= STUCK_AFTER.toNanos();
  }
}
