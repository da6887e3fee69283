package io.jswarm.raftstore.ratis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far this member has applied the log, to be waited on. */
final class AppliedIndex {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private long index = -1; // guarded by lock

  /** What was applied up to here; an older index than before changes nothing. */
  void reached(long applied) {
    lock.lock();
    try {
      if (applied > index) {
        index = applied;
        advanced.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until an index is applied.
   *
   * @param deadlineNanos on the scale of {@link System#nanoTime()}
   * @return whether it was in time
   */
  boolean await(long wanted, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = deadlineNanos - System.nanoTime();
      while (index < wanted && left > 0) {
        left = advanced.await(left, TimeUnit.NANOSECONDS) ? deadlineNanos - System.nanoTime() : 0;
      }
      return index >= wanted;
    } finally {
      lock.unlock();
    }
  }
}
