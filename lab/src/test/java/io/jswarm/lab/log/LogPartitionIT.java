package io.jswarm.lab.log;

import io.jswarm.raftstore.log.HarshLab;
import io.jswarm.raftstore.log.LogPartitionContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Ratis keeps the contract when hosts are cut off and processes stand still. */
class LogPartitionIT extends LogPartitionContract {
  private static final LogHosts HOSTS = new LogHosts("cuts");

  @BeforeAll
  static void up() throws InterruptedException {
    HOSTS.up();
  }

  @AfterAll
  static void down() {
    HOSTS.down();
  }

  @Override
  protected HarshLab newLab() {
    return HOSTS.newLogs();
  }
}
