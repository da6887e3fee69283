package io.jswarm.manager.writer;

import java.time.Duration;
import java.time.Instant;

/**
 * Turns this manager's clock into the time of rounds, which never goes back: while the clock is
 * behind what was written last, time goes on from there at the clock's pace.
 */
final class ClusterTime {
  private Duration ahead = Duration.ZERO;

  /** The time of a round that follows one of the given time. */
  Instant at(Instant clock, Instant last) {
    Instant at = clock.plus(ahead);
    if (at.isBefore(last)) {
      ahead = Duration.between(clock, last);
      return last;
    }
    return at;
  }

  /** What the clock shows at a time of rounds. */
  Instant onClock(Instant at) {
    return at.minus(ahead);
  }
}
