package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.UpdateState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a cluster, one thing at a time, with the virtual time it takes. */
class ScenarioTest extends Scene {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aServiceRunsSecondsAfterItWasAskedFor() {
    create("web", "steady", 8);
    world.within(SECOND, "8 of web run", () -> running("web").size() == 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void theLeaderDiesInTheMiddleOfADeployment(int millis) {
    ManagerProcess follower = follower();
    List<CommandResult> answers = new ArrayList<>();
    follower.submit(
        request("deploy", new Command.CreateService(Users.spec("web", "steady", 40), null)),
        answers::add);
    world.pass(Duration.ofMillis(millis));

    world.managers().kill(leader().id);

    world.within(Duration.ofSeconds(12), "40 of web run", () -> running("web").size() == 40);
    assertThat(answers).hasSize(1).first().isInstanceOf(CommandResult.Done.class);
    assertThat(world.image().services()).hasSize(1);
    assertThat(world.ledger().containers().running()).hasSize(40);
  }

  @Test
  void aWorkerLosesPowerAndItsTasksRunElsewhere() {
    deploy("web", "steady", 8);
    Set<String> lost = tasksOn("w1");
    Instant at = world.time().now();

    world.worker("w1").losePower();
    world.network().cut("w1", "m1");
    world.network().cut("w1", "m2");
    world.network().cut("w1", "m3");

    world.within(
        Duration.ofSeconds(5),
        "8 of web run elsewhere",
        () ->
            running("web").size() == 8
                && running("web").stream().noneMatch(task -> task.nodeId().equals("w1")));
    assertThat(Duration.between(at, world.time().now())).isLessThan(Duration.ofMillis(4500));

    world.heal();
    world.until("all is well", () -> Convergence.missing(world).isEmpty());
    assertThat(world.ledger().containers().running().keySet()).doesNotContainAnyElementsOf(lost);
  }

  @Test
  void everyDaemonIsKilledAndTheSameContainersRunOn() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());

    world.managers().hosts().forEach(world.managers()::kill);
    world.workers().forEach(SimWorker::killDaemon);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.ledger().containers().running()).isEqualTo(before);
    world.heal();
    world.pass(Duration.ofSeconds(30));

    assertThat(Convergence.missing(world)).isEmpty();
    assertThat(world.ledger().containers().running()).isEqualTo(before);
  }

  @Test
  void daemonsThatNeedTwentySecondsAfterAFullRestartFindTheirContainersTheirs() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());

    world.managers().hosts().forEach(world.managers()::kill);
    world.workers().forEach(SimWorker::killDaemon);
    world.pass(Duration.ofSeconds(2));
    world.managers().hosts().forEach(world.managers()::restart);
    world.worker("w1").boot();
    world.worker("w2").boot();
    world.worker("w3").boot();
    world.pass(Duration.ofSeconds(20));
    world.worker("w4").boot();
    world.pass(Duration.ofSeconds(30));

    assertThat(Convergence.missing(world)).isEmpty();
    assertThat(world.ledger().containers().running()).isEqualTo(before);
  }

  @Test
  void aNodeThatDiesWithTheLeaderIsReplacedAsSoonAsAnyOther() {
    deploy("web", "steady", 8);
    world.pass(Duration.ofSeconds(15));
    String dead = leader().id;

    loseForGood("w1");
    world.managers().kill(dead);

    world.within(
        Duration.ofSeconds(6),
        "8 of web run elsewhere",
        () -> state("w1") == NodeState.DOWN && runningReachable("web") == 8);
  }

  @Test
  void noNewTaskWaitsForANodeThatDiedWithTheLeader() {
    world.pass(Duration.ofSeconds(15));
    String dead = leader().id;
    loseForGood("w1");
    world.managers().kill(dead);
    world.until("another leads", () -> world.leader() != null);

    create("web", "steady", 9);

    world.within(Duration.ofSeconds(2), "9 of web run", () -> running("web").size() == 9);
    for (String alive : List.of("w2", "w3", "w4")) {
      assertThat(tasksOn(alive)).as("tasks on " + alive).hasSize(3);
    }
  }

  @Test
  void aSlowNetworkAfterAChangeOfLeadersReplacesNothing() {
    deploy("web", "steady", 8);
    world.pass(Duration.ofSeconds(15));
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());

    world.network().slow(700);
    world.managers().kill(leader().id);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.ledger().containers().running()).isEqualTo(before);
    assertThat(world.image().nodes().values())
        .allMatch(node -> node.status().state() == NodeState.READY);
  }

  @Test
  void mostNodesThatAreCutOffAtOnceAreNotReplacedByTheFewThatAreLeft() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());
    for (String worker : List.of("w1", "w2", "w3")) {
      for (String manager : world.managers().hosts()) {
        world.network().cut(worker, manager);
        world.network().cut(manager, worker);
      }
    }
    world.pass(Duration.ofSeconds(20));
    world.heal();
    world.pass(Duration.ofSeconds(20));

    assertThat(world.ledger().containers().running()).isEqualTo(before);
    assertThat(Convergence.missing(world)).isEmpty();
  }

  @Test
  void aDaemonThatIsBackInTimeLosesNothing() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());
    for (SimWorker worker : world.workers()) {
      worker.killDaemon();
      world.pass(SECOND);
      worker.boot();
      world.pass(Duration.ofSeconds(5));
    }
    assertThat(world.ledger().containers().running()).isEqualTo(before);
    assertThat(Convergence.missing(world)).isEmpty();
  }

  @Test
  void aDaemonThatEndsInOrderHasHalfAMinuteWhoeverLeads() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());
    world.worker("w1").stopDaemon();
    world.pass(SECOND);
    world.managers().kill(leader().id);
    world.pass(Duration.ofSeconds(20));
    world.heal();
    world.pass(Duration.ofSeconds(30));

    assertThat(world.ledger().containers().running()).isEqualTo(before);
    assertThat(Convergence.missing(world)).isEmpty();
  }

  @Test
  void aDaemonThatEndsInOrderAndDoesNotComeBackIsReplaced() {
    deploy("web", "steady", 8);
    Set<String> lost = tasksOn("w1");
    world.worker("w1").stopDaemon();
    world.pass(Duration.ofSeconds(30));
    assertThat(tasksOn("w1")).isEqualTo(lost);

    world.within(
        Duration.ofSeconds(8),
        "8 of web run elsewhere",
        () -> state("w1") == NodeState.DOWN && runningReachable("web") == 8);
  }

  @Test
  void workersRunOnWithoutAnyManager() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());
    world.managers().hosts().forEach(world.managers()::kill);
    world.pass(Duration.ofMinutes(10));
    assertThat(world.ledger().containers().running()).isEqualTo(before);
    world.heal();
    world.pass(Duration.ofSeconds(30));
    assertThat(world.ledger().containers().running()).isEqualTo(before);
    assertThat(Convergence.missing(world)).isEmpty();
  }

  @Test
  void aLeaderThatIsCutOffCannotWriteAndAnotherTakesOver() {
    deploy("web", "steady", 4);
    ManagerProcess old = leader();
    world.isolateManager(old.id);
    List<CommandResult> answers = new ArrayList<>();
    old.submit(
        request("lost", new Command.CreateService(Users.spec("lost", "steady", 1), null)),
        answers::add);

    world.within(
        Duration.ofSeconds(3),
        "another leads",
        () -> world.leader() != null && !old.id.equals(leader().id));
    create("other", "steady", 4);
    world.until("other runs", () -> running("other").size() == 4);
    assertThat(answers).noneMatch(CommandResult.Done.class::isInstance);
    world.heal();

    world.until("all agree", () -> Convergence.missing(world).isEmpty());
    assertThat(world.image().serviceByName("other")).isNotNull();
    assertThat(running("web")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aCommandRepeatedAfterAnUnknownOutcomeIsDoneOnce(long seed) {
    SimCluster rough = calm(seed);
    ManagerProcess follower =
        rough.managers().running().stream()
            .filter(m -> !m.leader.isHere())
            .findFirst()
            .orElseThrow();
    List<CommandResult> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ServiceSpec spec = Users.spec("s" + i, "steady", 1);
      repeat(follower, request("r" + i, new Command.CreateService(spec, null)), answers);
      rough.pass(Duration.ofMillis(rough.random().nextInt(20)));
      rough.logs().deposeLeader();
      rough.pass(Duration.ofMillis(rough.random().nextInt(1500)));
    }
    rough.within(Duration.ofSeconds(60), "all are answered", () -> answers.size() == 8);

    for (CommandResult answer : answers) {
      assertThat(answer).isInstanceOf(CommandResult.Done.class);
    }
    assertThat(rough.image().services()).hasSize(8);
    assertThat(rough.image().requests().keySet()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop-first", "start-first"})
  void aRollOutGoesOnThroughAChangeOfLeaders(String order) {
    ServiceSpec spec = Users.spec("web", "steady", 6).withUpdateConfig(oneAtATime(order));
    deploy(spec);
    Service web = service("web");
    ContainerSpec next = ContainerSpec.of("steady").withEnv(List.of("V=2"));
    ServiceSpec changed = spec.withTaskTemplate(spec.taskTemplate().withContainerSpec(next));

    users.submit(
        leader(), new Command.UpdateService(web.id(), web.version().index(), changed, null));
    for (int i = 0; i < 4; i++) {
      world.pass(Duration.ofMillis(400));
      world.logs().deposeLeader();
      int least = order.equals("start-first") ? 6 : 5;
      for (int j = 0; j < 50; j++) {
        world.pass(Duration.ofMillis(30));
        assertThat(running("web")).hasSizeGreaterThanOrEqualTo(least);
      }
    }

    world.within(
        Duration.ofMinutes(1),
        "the update is complete",
        () ->
            service("web").updateStatus() != null
                && service("web").updateStatus().state() == UpdateState.COMPLETED);
    world.until("all is well", () -> Convergence.missing(world).isEmpty());
    assertThat(running("web")).hasSize(6);
  }

  @Test
  void aNodeThatIsHeardNoMoreIsReplacedAlthoughItHears() {
    deploy("web", "steady", 8);
    for (String manager : world.managers().hosts()) {
      world.network().cut("w2", manager);
    }
    world.within(
        Duration.ofSeconds(5),
        "w2 is down and its tasks run elsewhere",
        () -> state("w2") == NodeState.DOWN && runningReachable("web") == 8);
    world.heal();
    world.within(Duration.ofSeconds(30), "w2 gave up", () -> Convergence.missing(world).isEmpty());
    assertThat(world.ledger().containers().running()).hasSize(8);
  }

  @Test
  void aLateAnswerIsNotASilentNode() {
    deploy("web", "steady", 8);
    Map<String, String> before = new TreeMap<>(world.ledger().containers().running());
    world.network().slow(700);
    world.pass(Duration.ofMinutes(1));
    world.network().slow(5);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.ledger().containers().running()).isEqualTo(before);
  }

  @Test
  void whatCrashesIsTriedLessAndLessOften() {
    create("bad", "crashing", 1);
    world.pass(Duration.ofMinutes(5));
    assertThat(world.ledger().containers().starts()).isBetween(12L, 20L);
  }

  @Test
  void aDrainedNodeIsEmptyAndNothingRanTwice() {
    deploy("web", "stubborn", 8);
    Node node = world.image().nodes().get("w1");
    if (node == null) {
      throw new AssertionError("no w1");
    }
    users.submit(
        leader(),
        new Command.UpdateNode(
            "w1", node.version().index(), node.spec().withAvailability("drain")));
    // ten seconds of grace, and as long again where the engine has lost the kill
    world.within(Duration.ofSeconds(22), "w1 is empty", () -> tasksOn("w1").isEmpty());
    world.within(Duration.ofSeconds(5), "8 of web run", () -> running("web").size() == 8);
  }
}
