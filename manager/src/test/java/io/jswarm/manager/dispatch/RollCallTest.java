package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.World.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** For how long a leader waits for nodes it does not hear. */
class RollCallTest {
  private static final Duration TENTH = Duration.ofMillis(100);

  @Test
  void aLeaderThatBeginsFromNothingWaitsHalfAMinute() {
    World world = World.leading(five());
    come(world, 1, 2, 3, 4);

    world.beat(RollCall.FROM_NOTHING.minus(TENTH), "s1", "s2", "s3", "s4");
    assertThat(world.state("n5")).isEqualTo(NodeState.READY);
    world.beat(TENTH.multipliedBy(2), "s1", "s2", "s3", "s4");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void whoeverDiedWithTheOldLeaderIsDownAfterThreeSilentPeriods() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3, 4);

    world.beat(Duration.ofMillis(2_900), "s1", "s2", "s3", "s4");
    assertThat(world.state("n5")).isEqualTo(NodeState.READY);
    world.beat(TENTH.multipliedBy(2), "s1", "s2", "s3", "s4");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
    assertThat(world.core.counters().nodesDown()).isOne();
  }

  @Test
  void aStragglerHasTwoPeriodsSinceTheLastOfTheOthersCame() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3);
    world.beat(Duration.ofMillis(4_500), "s1", "s2", "s3");
    come(world, 4);

    world.beat(Duration.ofMillis(1_900), "s1", "s2", "s3", "s4");
    assertThat(world.state("n5")).isEqualTo(NodeState.READY);
    world.beat(TENTH.multipliedBy(2), "s1", "s2", "s3", "s4");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void aStragglerOfALargeClusterHasAsLongAgainAsTheOthersNeeded() {
    World world =
        World.takingOver(
            IntStream.rangeClosed(1, 101)
                .mapToObj(i -> node("n" + i, NodeState.READY))
                .toArray(Change[]::new));
    String[] come = IntStream.rangeClosed(1, 100).mapToObj(i -> "s" + i).toArray(String[]::new);
    for (int i = 1; i <= 100; i++) {
      world.open("s" + i, "n" + i);
      world.beat(Duration.ofMillis(60), Arrays.copyOf(come, i));
    }

    world.beat(Duration.ofMillis(5_700), come);
    assertThat(world.state("n101")).isEqualTo(NodeState.READY);
    world.beat(Duration.ofMillis(400), come);

    assertThat(world.state("n101")).isEqualTo(NodeState.DOWN);
    assertThat(world.core.counters().nodesDown()).isOne();
  }

  @Test
  void whoeverMayBeWaitingForAHandshakeIsWaitedForTwoMinutesAtMost() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3, 4);
    world.callersWait = true;

    world.beat(NodeWatch.CALLS_MAX.minusSeconds(1), "s1", "s2", "s3", "s4");
    assertThat(world.core.counters().nodesDown()).isZero();
    world.beat(Duration.ofSeconds(2), "s1", "s2", "s3", "s4");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void nobodyIsWaitedForOnceAllCallersHaveBeenSeen() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3, 4);
    world.callersWait = true;
    world.beat(Duration.ofSeconds(20), "s1", "s2", "s3", "s4");

    world.callersWait = false;
    world.beat(Duration.ofSeconds(1), "s1", "s2", "s3", "s4");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void aSilentNodeWithASessionIsNotTakenForACaller() {
    World world = World.leading(five());
    come(world, 1, 2, 3, 4, 5);
    world.callersWait = true;

    world.beat(Duration.ofMillis(3_200), "s1", "s2", "s3", "s4");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void aStragglerThatComesInTimeStays() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3, 4);
    world.beat(Duration.ofMillis(2_800), "s1", "s2", "s3", "s4");
    come(world, 5);

    world.beat(Duration.ofSeconds(20), "s1", "s2", "s3", "s4", "s5");

    assertThat(world.core.counters().nodesDown()).isZero();
  }

  @Test
  void severalThatDoNotComeAreWaitedForLonger() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3);

    world.beat(RollCall.TAKEN_OVER.minus(TENTH), "s1", "s2", "s3");
    assertThat(world.core.counters().nodesDown()).isZero();
    world.beat(TENTH.multipliedBy(2), "s1", "s2", "s3");

    assertThat(world.core.counters().nodesDown()).isEqualTo(2);
  }

  @Test
  void asLongAsNodesKeepComingTheOthersAreWaitedFor() {
    World world = World.takingOver(five());
    come(world, 1, 2, 3);
    world.beat(Duration.ofSeconds(9), "s1", "s2", "s3");
    come(world, 4);

    world.beat(Duration.ofMillis(1_900), "s1", "s2", "s3", "s4");

    assertThat(world.core.counters().nodesDown()).isZero();
  }

  @Test
  void aNetworkTooSlowForMostNodesReplacesNone() {
    World world = World.takingOver(five());
    come(world, 1, 2);

    world.beat(Duration.ofSeconds(25), "s1", "s2");
    come(world, 3, 4, 5);
    world.beat(Duration.ofSeconds(60), "s1", "s2", "s3", "s4", "s5");

    assertThat(world.core.counters().nodesDown()).isZero();
  }

  @Test
  void whenMostNodesFallSilentAtOnceTheyGetHalfAMinute() {
    World world = World.leading(five());
    come(world, 1, 2, 3, 4, 5);
    world.beat(Duration.ofSeconds(5), "s1", "s2", "s3", "s4", "s5");

    world.beat(Duration.ofSeconds(28), "s1", "s2");
    assertThat(world.core.counters().nodesDown()).isZero();
    world.beat(Duration.ofSeconds(4), "s1", "s2");

    assertThat(world.core.counters().nodesDown()).as("they are gone after all").isEqualTo(3);
  }

  @Test
  void thoseThatAreStillSilentWhenMostAreBackGetTenSecondsMore() {
    World world = World.leading(five());
    come(world, 1, 2, 3, 4, 5);
    world.beat(Duration.ofSeconds(5), "s1");
    assertThat(world.core.counters().nodesDown()).isZero();
    come(world, 7, 8, 9);

    world.beat(Duration.ofSeconds(7), "s1", "s7", "s8", "s9");
    assertThat(world.state("n5")).isEqualTo(NodeState.READY);
    world.beat(Duration.ofSeconds(4), "s1", "s7", "s8", "s9");

    assertThat(world.state("n5")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void twoOfFiveAreNotMost() {
    World world = World.leading(five());
    come(world, 1, 2, 3, 4, 5);

    world.beat(Duration.ofMillis(3_900), "s1", "s2", "s3");

    assertThat(world.core.counters().nodesDown()).isEqualTo(2);
  }

  @Test
  void whoWasWithoutALeaderForLongBeginsFromNothing() {
    World world = World.takingOver(five());
    world.give(new DispatchInput.NotLeading(null, false));
    world.pass(Duration.ofMinutes(5));
    world.give(new DispatchInput.Leading(world.image));
    come(world, 6, 7, 8, 9);

    world.beat(Duration.ofSeconds(25), "s6", "s7", "s8", "s9");

    assertThat(world.core.counters().nodesDown()).isZero();
  }

  private static Change[] five() {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(i -> node("n" + i, NodeState.READY))
        .toArray(Change[]::new);
  }

  /** Sessions 6 to 9 are second ones of the nodes 1 to 4. */
  private static void come(World world, int... sessions) {
    for (int session : sessions) {
      world.open("s" + session, "n" + (session > 5 ? session - 5 : session));
    }
  }
}
