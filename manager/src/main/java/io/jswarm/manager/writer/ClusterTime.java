package io.jswarm.manager.writer;

import java.time.Duration;
import java.time.Instant;

/**
 * Turns this manager's clock into the time of rounds, which differs for each: while the clock is
 * behind what was written last, time goes on from there at the clock's pace. So the older of two
 * tasks can be told by when they were made.
 */
final class ClusterTime {
  private Duration ahead = Duration.ZERO;

  /** The time of a round that follows one of the given time. */
  Instant at(Instant clock, Instant last) {
    Instant at = clock.plus(ahead);
    if (at.isAfter(last)) {
      return at;
    }
    Instant next = last.plusNanos(1);
    ahead = Duration.between(clock, next);
    return next;
  }

  /** What the clock shows at a time of rounds. */
  Instant onClock(Instant at) {
    return at.minus(ahead);
  }
}
