package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.raftstore.sim.SimLogSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A leader that has more to read than it gets round to. */
class OverloadTest {
  private static final int WORKERS = 50;

  private final SimCluster world =
      new SimCluster(7, new SimCluster.Shape(3, WORKERS, SimLogSettings.CALM, Mutant.NONE));

  @Test
  void aLeaderThatIsBehindWithReadingGivesNobodyUpAndMovesNothing() {
    ManagerProcess busy = deploy();
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());

    // each step is nearly on time, and what all nodes say in a second takes half a minute
    busy.dispatcher.slow(Duration.ofMillis(700));
    world.pass(Duration.ofMinutes(4));
    assertThat(busy.dispatcher.nodesDown()).isZero();
    busy.dispatcher.slow(Duration.ZERO);
    world.pass(Duration.ofSeconds(20));

    assertThat(world.leader()).isSameAs(busy);
    assertThat(world.ledger().containers().running()).isEqualTo(before);
    assertThat(Convergence.missing(world)).isEmpty();
  }

  private ManagerProcess deploy() {
    ManagerProcess leader = world.leader();
    if (leader == null) {
      throw new AssertionError("nobody leads");
    }
    new Users(world).create(leader, Users.spec("web", "steady", WORKERS));
    world.until(
        "all run",
        () ->
            world.ledger().containers().running().size() == WORKERS
                && Convergence.missing(world).isEmpty());
    return leader;
  }
}
