package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.HarshLab;
import io.jswarm.raftstore.log.LogPartitionContract;

/** The simulated log is no kinder than the real one. */
class SimLogPartitionTest extends LogPartitionContract {
  @Override
  protected HarshLab newLab() {
    return new SimLab(43, SimLogTest.SETTINGS);
  }
}
