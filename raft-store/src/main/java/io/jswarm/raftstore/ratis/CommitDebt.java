package io.jswarm.raftstore.ratis;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one follower is to be told of commits, and has not been. A message tells a follower of
 * commits only as far as it reaches itself: up to the entry it continues and those it carries. So
 * what is owed is paid by the next entries, or by a heartbeat once none is on its way.
 *
 * <p>Anybody may ask; one thread pays.
 */
final class CommitDebt {
  /** What a heartbeat would meet on its way to the follower. */
  enum Way {
    CLEAR,
    /** There are entries to send, which bring the news for nothing. */
    ENTRIES_TO_SEND,
    /**
     * Entries were sent that have not been answered: a heartbeat does not say then what it
     * continues, and tells of no commit.
     */
    ENTRIES_UNDER_WAY
  }

  private final AtomicLong asked = new AtomicLong(-1);
  private volatile long told = -1; // written by the thread that sends

  /**
   * The follower is to know that everything up to here is committed.
   *
   * @return whether that is more than was asked before
   */
  boolean ask(long committed) {
    return asked.getAndAccumulate(committed, Math::max) < committed;
  }

  /** How far the follower is to know. */
  long asked() {
    return asked.get();
  }

  /** Whether a heartbeat is due now. */
  boolean isDue(Way way) {
    return told < asked.get() && way == Way.CLEAR;
  }

  /** A message tells the follower that everything up to here is committed. */
  void paid(long committed) {
    told = Math.max(told, committed);
  }
}
