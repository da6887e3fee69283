package io.jswarm.manager.writer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock for whoever waits by it: it never goes back, and while the wall clock is behind
 * what was shown last it goes on at the pace of a clock that nobody sets. So a delay of a second
 * stays one when somebody sets the machine's clock back by a day. A clock set forward is followed.
 */
public final class RidingClock implements InstantSource {
  /** Being set back by less is only waited out: clocks are adjusted by so much all the time. */
  private static final Duration ADJUSTED = Duration.ofSeconds(1);

  private final InstantSource wall;
  private final InstantSource steady;

  // guarded by this
  private Instant shown;
  private Instant steadyThen;

  /**
   * @param steady never set back or forth
   */
  public RidingClock(InstantSource wall, InstantSource steady) {
    this.wall = wall;
    this.steady = steady;
    this.shown = wall.instant();
    this.steadyThen = steady.instant();
  }

  @Override
  public synchronized Instant instant() {
    Instant steadyNow = steady.instant();
    Instant now = wall.instant();
    if (now.isBefore(shown)) {
      boolean adjusted = now.isAfter(shown.minus(ADJUSTED));
      now = adjusted ? shown : shown.plus(Duration.between(steadyThen, steadyNow));
    }
    steadyThen = steadyNow;
    shown = now;
    return now;
  }
}
