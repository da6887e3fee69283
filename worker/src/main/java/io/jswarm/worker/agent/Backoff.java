package io.jswarm.worker.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubling, and spread so that nodes do not come back in
 * step.
 */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(100);
  static final Duration MAX = Duration.ofSeconds(1);

  private final RandomGenerator random;
  private Duration present = FIRST;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** Half of the present step at least, all of it at most; the next step is twice as long. */
  Duration next() {
    long half = present.toMillis() / 2;
    Duration doubled = present.multipliedBy(2);
    present = doubled.compareTo(MAX) < 0 ? doubled : MAX;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  void reset() {
    present = FIRST;
  }
}
