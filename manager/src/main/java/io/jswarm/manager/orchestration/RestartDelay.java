package io.jswarm.manager.orchestration;

import java.time.Duration;

/**
 * How long to wait before a stopped task is replaced when the service does not say: not at all
 * after a healthy run, then half a second, doubling with every failure in a row. A service that
 * says {@code --restart-delay} gets exactly that.
 */
final class RestartDelay {
  /** A run at least this long was healthy. */
  static final Duration HEALTHY_RUN = Duration.ofSeconds(1);

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** 0.5 s doubled six times passes 30 s. */
  private static final int DOUBLINGS_MAX = 6;

  private RestartDelay() {}

  /** The delay after this many failures in a row. */
  static Duration adaptive(int failures) {
    if (failures <= 0) {
      return Duration.ZERO;
    }
    Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS_MAX));
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
