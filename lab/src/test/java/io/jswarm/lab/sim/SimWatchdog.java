package io.jswarm.lab.sim;

import io.jswarm.testkit.SimClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What outlives a host's daemon and kills containers whose time is over: it looks once a second.
 */
final class SimWatchdog {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final SimClock clock;
  private final SimEngine engine;

  /** By the host's steady clock. */
  private Instant end = Instant.EPOCH;

  private List<String> containers = List.of();
  private boolean watches;

  SimWatchdog(SimClock clock, SimEngine engine) {
    this.clock = clock;
    this.engine = engine;
  }

  /** These are to be killed then, in place of what was said before. */
  void guard(Instant killAt, List<String> containerIds) {
    end = killAt;
    containers = containerIds;
    if (!watches) {
      watches = true;
      watch();
    }
  }

  /** When what was named last is killed. */
  Instant end() {
    return end;
  }

  void losePower() {
    containers = List.of();
    end = Instant.EPOCH;
  }

  private void watch() {
    clock.after(
        EVERY,
        () -> {
          if (containers.isEmpty()) {
            watches = false;
            return;
          }
          if (!clock.steady().isBefore(end)) {
            containers.forEach(engine::kill);
          }
          watch();
        });
  }
}
