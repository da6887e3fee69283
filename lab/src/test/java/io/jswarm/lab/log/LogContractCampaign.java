package io.jswarm.lab.log;

import io.jswarm.raftstore.log.LogContract;
import io.jswarm.raftstore.log.LogLab;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Ratis keeps the contract in processes of its own on hosts that lose power. Takes minutes: part of
 * {@code ./check --faults}.
 */
class LogContractCampaign extends LogContract {
  private static final LogHosts HOSTS = new LogHosts("logs");

  @BeforeAll
  static void up() throws InterruptedException {
    HOSTS.up();
  }

  @AfterAll
  static void down() {
    HOSTS.down();
  }

  @Override
  protected LogLab newLab() {
    return HOSTS.newLogs();
  }
}
