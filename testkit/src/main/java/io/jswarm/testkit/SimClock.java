package io.jswarm.testkit;

import java.time.Duration;
import java.time.Instant;

/**
 * The clocks of one machine: a steady one that only drifts, and the wall clock, which drifts as
 * much and can be set. What waits by either waits for a span of this machine's time.
 */
public final class SimClock {
  /** Whoever waits longer waits for ever. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final VirtualTime time;
  private final double rate;
  private Duration set;

  /**
   * The clocks of a machine.
   *
   * @param rate seconds of this machine per second of the simulation, close to 1
   * @param set how far its wall clock is ahead at first
   */
  public SimClock(VirtualTime time, double rate, Duration set) {
    this.time = time;
    this.rate = rate;
    this.set = set;
  }

  /** Never set, as a monotonic clock. */
  public Instant steady() {
    Duration passed = Duration.between(VirtualTime.START, time.now());
    return VirtualTime.START.plusNanos((long) (passed.toNanos() * rate));
  }

  /** What the machine takes the time to be. */
  public Instant wall() {
    return steady().plus(set);
  }

  /** Somebody sets the wall clock, forward or back. */
  public void step(Duration by) {
    set = set.plus(by);
  }

  /** The wall clock is right again, but for its drift. */
  public void correct() {
    set = Duration.ZERO;
  }

  /** Calls back after so much of this machine's time; at once for a span that is over. */
  public void after(Duration span, Runnable action) {
    Duration bounded = span.compareTo(LONGEST) < 0 ? span : LONGEST;
    time.after(Duration.ofNanos((long) (bounded.toNanos() / rate) + 1), action);
  }

  /** Calls back when the steady clock shows this. */
  public void atSteady(Instant moment, Runnable action) {
    Duration wait = Duration.between(steady(), moment);
    after(wait.isNegative() ? Duration.ZERO : wait, action);
  }
}
