package io.jswarm.worker.net.live;

import java.time.Duration;
import java.util.Optional;

/**
 * How long to wait before what failed is tried again in its turn: twice as long each time, for each
 * such attempt reads all that the kernel holds. What is tried in between, for something else is
 * wanted by then, changes nothing about it.
 */
final class Patience {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** Zero while nothing fails. */
  private Duration last = Duration.ZERO;

  void succeeded() {
    last = Duration.ZERO;
  }

  /**
   * Something has failed.
   *
   * @param inItsTurn whether it was tried because the wait was over
   * @return how long to wait from now on; empty when the wait that has begun goes on
   */
  Optional<Duration> failed(boolean inItsTurn) {
    if (last.isZero()) {
      last = FIRST;
    } else if (inItsTurn) {
      Duration twice = last.multipliedBy(2);
      last = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    } else {
      return Optional.empty();
    }
    return Optional.of(last);
  }
}
