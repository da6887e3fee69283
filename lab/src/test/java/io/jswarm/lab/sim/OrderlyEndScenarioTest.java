package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.sim.SimLogSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Daemons that are told to end, each with its manager if it has one, and begin again. */
class OrderlyEndScenarioTest {
  private static final int REPLICAS = 10;

  private final SimCluster world =
      new SimCluster(7, new SimCluster.Shape(3, 2, SimLogSettings.CALM, Mutant.NONE, true));

  private Map<String, String> before = Map.of();

  @BeforeEach
  void deploy() {
    new Users(world).create(leader(), Users.spec("web", "steady", REPLICAS));
    world.until("all run", () -> running().size() == REPLICAS && isWell());
    before = running();
  }

  @Test
  void theLeadersDaemonIsAwayForHalfAMinuteAndNothingIsReplaced() {
    String ended = leader().id;
    world.worker(ended).stopDaemon();
    world.until("another leads", () -> world.leader() != null && !leader().id.equals(ended));
    world.pass(Duration.ofSeconds(25));
    assertThat(running()).isEqualTo(before);

    begin(ended);
    world.until("all is well", this::isWell);
    assertThat(running()).isEqualTo(before);
  }

  @Test
  void everyDaemonIsUpgradedInTurnAndTheSameContainersRunOn() {
    for (SimWorker worker : world.workers()) {
      worker.stopDaemon();
      world.pass(Duration.ofSeconds(5));
      begin(worker.id);
      world.until("all is well", this::isWell);
      assertThat(running()).as("after " + worker.id).isEqualTo(before);
    }
  }

  private void begin(String host) {
    world.managers().restart(host);
    world.worker(host).boot();
  }

  private boolean isWell() {
    return Convergence.missing(world).isEmpty();
  }

  private Map<String, String> running() {
    return new TreeMap<>(world.ledger().containers().running());
  }

  private ManagerProcess leader() {
    world.until("somebody leads", () -> world.leader() != null);
    return Objects.requireNonNull(world.leader());
  }
}
