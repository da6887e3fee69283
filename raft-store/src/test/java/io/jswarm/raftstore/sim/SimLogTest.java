package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogContract;
import io.jswarm.raftstore.log.LogLab;
import java.time.Duration;

/** The simulated log keeps the contract of the real one. */
class SimLogTest extends LogContract {
  static final SimLogSettings SETTINGS =
      new SimLogSettings(
          Duration.ofMillis(1), Duration.ofMillis(5), 0, 0, Duration.ofSeconds(3), 50, 10);

  @Override
  protected LogLab newLab() {
    return new SimLab(42, SETTINGS);
  }
}
