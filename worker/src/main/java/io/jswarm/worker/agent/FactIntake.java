package io.jswarm.worker.agent;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which of a session's network messages the data path has applied. It may finish them in any order;
 * the leader is told only what all before it are done with.
 */
final class FactIntake {
  private final TreeSet<Long> underWay = new TreeSet<>();
  private long taken;
  private long told;

  /** A new session: it counts from 1 again. */
  void begin() {
    underWay.clear();
    taken = 0;
    told = 0;
  }

  /** Whether this is the message that follows on the last one. */
  boolean isNext(long sequence) {
    return sequence == taken + 1;
  }

  /** The message is on its way to the data path. */
  void took(long sequence) {
    taken = sequence;
    underWay.add(sequence);
  }

  void applied(long sequence) {
    underWay.remove(sequence);
  }

  /** What to tell the leader now, if it is something new. */
  OptionalLong confirm() {
    long done = underWay.isEmpty() ? taken : underWay.first() - 1;
    if (done <= told) {
      return OptionalLong.empty();
    }
    told = done;
    return OptionalLong.of(done);
  }
}
