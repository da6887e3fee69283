package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.World.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatcherLivenessTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aNodeThatRegistersIsReady() {
    World world = World.leading(node("n1", NodeState.UNKNOWN));

    world.open("s1", "n1");

    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void aNodeIsDownAfterThreeSilentPeriodsAndItsSessionIsClosed() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.pass(Duration.ofMillis(2_900));
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    world.pass(Duration.ofMillis(200));

    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
    assertThat(world.closed("s1")).containsExactly("no heartbeat for 3000 ms");
  }

  @Test
  void aNodeThatBeatsStaysReady() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    for (long beat = 1; beat <= 60; beat++) {
      world.pass(SECOND);
      world.hear("s1", new WorkerMessage.Heartbeat(beat));
    }

    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    assertThat(world.core.counters().nodesDown()).isZero();
  }

  @Test
  void aBrokenStreamIsNoVerdictWhenTheNodeIsBackInTime() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.give(new DispatchInput.Closed("s1"));
    world.pass(Duration.ofMillis(2_500));
    world.open("s2", "n1");
    world.pass(Duration.ofMillis(2_500));

    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void aBrokenStreamIsAVerdictWhenTheNodeIsNotBackInTime() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.give(new DispatchInput.Closed("s1"));
    world.pass(Duration.ofSeconds(3));

    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void whatANodeSaysIsWrongWithItIsItsMessageUntilItIsWellOrItsSessionEnds() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.hear("s1", new WorkerMessage.Condition("the disk is full"));
    assertThat(world.status("n1").message()).isEqualTo("the disk is full");
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);

    world.hear("s1", new WorkerMessage.Condition(""));
    assertThat(world.status("n1").message()).isEmpty();
  }

  @Test
  void aNodeThatLeavesIsDownAtOnce() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.hear("s1", new WorkerMessage.Leaving());

    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
    assertThat(world.closed("s1")).hasSize(1);
  }

  @Test
  void silenceDoesNotCountWhileTheLoopItselfStoodStill() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.now = world.now.plusSeconds(20);
    world.give(new DispatchInput.Tick());
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    assertThat(world.core.counters().loopLateMillis()).isBetween(19_000L, 20_000L);

    world.pass(Duration.ofMillis(3_100));
    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void aNodeWhoseWordsHaveArrivedAndWaitToBeReadIsNotSilent() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s1", "n1");
    world.open("s2", "n2");

    // for ten seconds its heartbeats come on time and nobody gets round to them
    for (int i = 0; i < 10; i++) {
      world.pass(SECOND, Map.of("n1", world.now.plusMillis(400)));
      world.hear("s2", new WorkerMessage.Heartbeat(i));
    }

    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    assertThat(world.core.counters().nodesDown()).isZero();
  }

  @Test
  void whatANodeSaidLastCountsFromItsArrivalHoweverLongItWaits() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s1", "n1");
    world.open("s2", "n2");
    Map<String, Instant> last = Map.of("n1", world.now.plusMillis(900));

    for (int i = 0; i < 3; i++) {
      world.pass(SECOND, last);
      world.hear("s2", new WorkerMessage.Heartbeat(i));
    }
    world.pass(Duration.ofMillis(800), last);
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    world.pass(Duration.ofMillis(200), last);

    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
    assertThat(world.state("n2")).isEqualTo(NodeState.READY);
  }

  @Test
  void whatWaitsToBeReadTakesNoTimeFromANodeThatMayBeLate() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s2", "n2");

    Map<String, Instant> called = Map.of("n1", world.now.plusSeconds(1));
    for (int i = 0; i < 28; i++) {
      world.pass(SECOND, called);
      world.hear("s2", new WorkerMessage.Heartbeat(i));
    }

    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void manyNodesWhoseWordsWaitDoNotMakeTheSilenceOfOneLookLikeTheNetworks() {
    World world = large(100);
    Instant dies = world.now;

    for (int i = 0; i < 4; i++) {
      Instant came = world.now.plusMillis(500);
      world.pass(
          Duration.ofMillis(800),
          names("n", 2, 100).stream().collect(Collectors.toMap(name -> name, _ -> came)));
    }

    assertThat(Duration.between(dies, world.now)).isLessThan(Duration.ofSeconds(4));
    assertThat(downOf(world, 100)).containsExactly("n1");
  }

  @Test
  void aFewOfALargeClusterThatFallSilentAreDownAfterThreePeriods() {
    World world = large(100);

    world.beat(Duration.ofMillis(3_200), sessions(11, 100));

    assertThat(downOf(world, 100)).containsExactlyElementsOf(names("n", 1, 10));
  }

  @Test
  void moreThanATenthOfALargeClusterThatFallsSilentAtOnceIsGivenHalfAMinute() {
    World world = large(100);

    world.beat(Duration.ofSeconds(29), sessions(12, 100));
    assertThat(downOf(world, 100)).isEmpty();
    world.beat(Duration.ofSeconds(2), sessions(12, 100));

    assertThat(downOf(world, 100)).containsExactlyElementsOf(names("n", 1, 11));
  }

  @Test
  void aLargeClusterIsNotGivenUpATenthAtATime() {
    World world = large(100);

    for (int silent = 6; silent <= 36; silent += 6) {
      world.beat(Duration.ofMillis(3_200), sessions(silent + 1, 100));
    }

    assertThat(world.core.counters().nodesDown()).isLessThanOrEqualTo(12);
  }

  @Test
  void nodesThatAreHeardNowAndThenStayReadyForAsLongAsManyAreLate() {
    World world = large(100);

    for (int i = 0; i < 6; i++) {
      world.beat(Duration.ofSeconds(20), sessions(41, 100));
      world.beat(Duration.ofSeconds(1), sessions(1, 100));
    }

    assertThat(world.core.counters().nodesDown()).isZero();
  }

  @Test
  void nodesOfAVeryLargeClusterSpeakLessOften() {
    World world =
        World.leading(
            names("n", 1, 1_001).stream()
                .map(name -> node(name, NodeState.READY))
                .toArray(Change[]::new));

    world.open("s1", "n1");

    assertThat(world.said)
        .contains(new DispatchEffect.Send("s1", new ManagerMessage.Welcome("s1", 2_000)));
  }

  @Test
  void whoWasThereBeforeTheClusterGrewIsToldToSpeakLessOftenAndMayBeSilentForLonger() {
    World world = large(1_000);

    world.change(node("n1001", NodeState.READY));
    world.open("s1001", "n1001");
    List<Long> told =
        world.said.stream()
            .filter(DispatchEffect.Send.class::isInstance)
            .map(DispatchEffect.Send.class::cast)
            .filter(send -> send.sessionId().equals("s1"))
            .map(DispatchEffect.Send::message)
            .filter(ManagerMessage.Cluster.class::isInstance)
            .map(message -> ((ManagerMessage.Cluster) message).heartbeatMillis())
            .toList();
    world.beat(Duration.ofSeconds(1), sessions(1, 1_001));
    world.beat(Duration.ofSeconds(4), sessions(2, 1_001));

    assertThat(told).containsExactly(1_000L, 2_000L);
    assertThat(world.core.counters().nodesDown()).isZero();
  }

  private static World large(int nodes) {
    World world =
        World.leading(
            names("n", 1, nodes).stream()
                .map(name -> node(name, NodeState.READY))
                .toArray(Change[]::new));
    for (int i = 1; i <= nodes; i++) {
      world.open("s" + i, "n" + i);
    }
    return world;
  }

  private static String[] sessions(int first, int last) {
    return names("s", first, last).toArray(String[]::new);
  }

  private static List<String> names(String prefix, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> prefix + i).toList();
  }

  private static List<String> downOf(World world, int nodes) {
    return names("n", 1, nodes).stream()
        .filter(name -> world.state(name) == NodeState.DOWN)
        .toList();
  }

  @Test
  void aNodeThatWasDownBecomesReadyAgainByRegistering() {
    World world = World.leading(node("n1", NodeState.DOWN));
    world.pass(Duration.ofSeconds(30));

    world.open("s1", "n1");

    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void whatTheWriterLostIsSaidAgain() {
    World world = World.leading(node("n1", NodeState.UNKNOWN), node("n2", NodeState.DOWN));
    world.writerObeys = false;
    world.open("s1", "n1");
    assertThat(observed(world)).hasSize(1);

    for (long beat = 1; beat <= 6; beat++) {
      world.pass(SECOND);
      world.hear("s1", new WorkerMessage.Heartbeat(beat));
    }

    assertThat(observed(world)).hasSize(2);
    world.change(
        new Change.SetNodeStatus(
            "n1", ((DispatchEffect.ObserveNode) observed(world).get(0)).status()));
    world.pass(Duration.ofSeconds(2));
    assertThat(observed(world)).hasSize(2);
  }

  @Test
  void aNodeThatIsBackBeforeItsDownIsWrittenIsCalledReadyOnceItIs() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");
    world.writerObeys = false;
    world.pass(Duration.ofMillis(3_100));
    DispatchEffect.ObserveNode down = (DispatchEffect.ObserveNode) observed(world).getLast();
    world.open("s2", "n1");

    world.writerObeys = true;
    world.change(new Change.SetNodeStatus("n1", down.status()));

    assertThat(down.status().state()).isEqualTo(NodeState.DOWN);
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void aRemovedNodeIsSentAwayAndForgotten() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.change(new Change.RemoveNode("n1"));
    world.open("s2", "n1");

    assertThat(world.closed("s1")).containsExactly("node n1 was removed from the cluster");
    assertThat(world.closed("s2"))
        .containsExactly("node n1 is not part of this cluster (any more)");
  }

  @Test
  void aNodeThatRegistersTooOftenHasToWait() {
    World world = World.leading(node("n1", NodeState.READY));

    for (int i = 1; i <= RegistrationLimit.COUNT_MAX + 1; i++) {
      world.open("s" + i, "n1");
    }
    assertThat(world.closed("s11"))
        .containsExactly("node n1 exceeded rate limit count of registrations");

    world.now = world.now.plus(RegistrationLimit.WINDOW).plusSeconds(1);
    world.open("late", "n1");
    assertThat(world.closed("late")).isEmpty();
  }

  @Test
  void theSessionOfAnExpiredCertificateEnds() {
    World world = World.leading(node("n1", NodeState.READY));
    world.give(new DispatchInput.Opened("s1", "n1", world.now.plusMillis(700)));
    world.hear("s1", World.register());

    world.pass(SECOND);

    assertThat(world.closed("s1")).containsExactly("the node's certificate has expired");
  }

  private static List<DispatchEffect> observed(World world) {
    return world.said.stream().filter(DispatchEffect.ObserveNode.class::isInstance).toList();
  }
}
