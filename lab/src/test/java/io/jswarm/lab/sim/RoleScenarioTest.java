package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Node;
import io.jswarm.raftstore.sim.SimLogSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes become managers and workers again, whatever happens meanwhile. */
class RoleScenarioTest {
  private final SimCluster world =
      new SimCluster(7, new SimCluster.Shape(3, 2, SimLogSettings.CALM, Mutant.NONE, true));

  @Test
  void aPromotedNodeTakesPartInTheLogAndCanLead() {
    assign("w1", "manager");
    allIsWell();
    assertThat(members()).containsExactly("m1", "m2", "m3", "w1-1");

    for (String founder : List.of("m1", "m2", "m3")) {
      assign(founder, "worker");
      allIsWell();
    }
    assertThat(members()).containsExactly("w1-1");
    assertThat(leader().id).isEqualTo("w1");
  }

  @Test
  void aManagerThatComesBackDoesSoUnderAnotherId() {
    String follower = follower().id;
    assign(follower, "worker");
    allIsWell();
    assign(follower, "manager");
    allIsWell();
    assertThat(members()).hasSize(3).contains(follower + "-1").doesNotContain(follower);
  }

  @Test
  void aDemotedLeaderHandsOverAndGoes() {
    String old = leader().id;
    assign(old, "worker");
    allIsWell();
    assertThat(members()).hasSize(2).doesNotContain(old);
    assertThat(world.managers().hosts()).doesNotContain(old);
  }

  @Test
  void aDemotionThatWouldCostTheQuorumWaitsUntilItWouldNot() {
    List<ManagerProcess> followers =
        world.managers().running().stream().filter(m -> !m.leader.isHere()).toList();
    String dead = followers.getFirst().id;
    String demoted = followers.getLast().id;
    world.managers().kill(dead);
    assign(demoted, "worker");
    world.pass(Duration.ofMinutes(1));
    assertThat(members()).contains(demoted);
    assign("w2", "worker"); // the cluster still takes commands

    world.managers().restart(dead);
    allIsWell();
    assertThat(members()).containsExactlyInAnyOrder(leader().id, dead);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 20, 50, 100, 200, 500, 1000, 2000})
  void whoDiesWhileItIsPromotedGetsInLater(int millis) {
    assign("w1", "manager");
    world.until("its log is begun", () -> world.managers().get("w1") != null);
    world.pass(Duration.ofMillis(millis));
    world.managers().kill("w1");
    world.pass(Duration.ofSeconds(3));
    world.managers().restart("w1");
    allIsWell();
    assertThat(members()).contains("w1-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 20, 50, 100, 200, 500, 1000, 2000})
  void whoLosesItsDiskWhileItIsPromotedLeavesNothingInTheLog(int millis) {
    assign("w1", "manager");
    world.until("its log is begun", () -> world.managers().get("w1") != null);
    world.pass(Duration.ofMillis(millis));
    world.managers().erase("w1");
    allIsWell();
    assertThat(members()).containsExactly("m1", "m2", "m3", "w1-2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 100, 500, 1000, 2000})
  void theLeaderDiesWhileAnotherIsPromotedAndOneIsDemoted(int millis) {
    assign("w1", "manager");
    String demoted = follower().id;
    assign(demoted, "worker");
    world.pass(Duration.ofMillis(millis));
    String dead = leader().id;
    world.managers().kill(dead);
    world.pass(Duration.ofSeconds(10));
    world.managers().restart(dead);
    allIsWell();
    assertThat(members())
        .hasSize(3)
        .contains(dead)
        .doesNotContain(demoted)
        .anyMatch(peerId -> peerId.startsWith("w1-"));
  }

  /** For how long its process before heard of no leader does not count: seed 126. */
  @Test
  void whoBeginsAgainLooksForALeaderBeforeItAsksToBeLetIn() {
    String away = follower().id;
    world.isolateManager(away);
    kill(away);
    world.managers().restart(away);
    world.worker(away).boot();
    world.pass(Duration.ofSeconds(2));
    kill(away);
    assign(away, "worker");
    world.until("it is taken out of the log", () -> !members().contains(away));
    assign(away, "manager");
    world.pass(Duration.ofSeconds(5));

    world.heal();
    for (int i = 0; i < 80; i++) {
      world.pass(Duration.ofMillis(50));
      assertThat(members()).doesNotContain(away);
    }
    allIsWell();
    assertThat(members()).hasSize(3);
  }

  /** While it catches up it reads of its removal, which is no longer true: seed 147. */
  @Test
  void ofTwoManagersTheOneThatWasRemovedAndLetInAgainKeepsItsLog() {
    String away = follower().id;
    String leaves = otherFollower(away).id;
    kill(away);
    assign(away, "worker");
    world.until("it is taken out of the log", () -> !members().contains(away));
    assign(leaves, "worker");
    world.until("one is left", () -> members().size() == 1);
    assign(away, "manager");

    world.managers().restart(away);
    world.worker(away).boot();
    world.until("it is let in again", () -> members().contains(away));
    world.pass(Duration.ofSeconds(10));
    assertThat(members()).containsExactlyInAnyOrder(leader().id, away);
    allIsWell();
  }

  /** Its node's session is with the leader, not with the manager that ended beside it: seed 332. */
  @Test
  void whoIsNoManagerAnyMoreKeepsItsSessionWithTheLeader() {
    String demoted = follower().id;
    assign(demoted, "worker");
    world.until("its log is given up", () -> !world.managers().hosts().contains(demoted));
    for (int i = 0; i < 100; i++) {
      world.pass(Duration.ofMillis(50));
      assertThat(leader().dispatcher.hasSession(demoted)).isTrue();
    }
  }

  /** One that an earlier leader took back, who had been let in after all: seed 76. */
  @Test
  void aLeaderThatIsInNoListOfManagersWritesItselfDown() {
    ManagerProcess leader = leader();
    leader.submit(new Command.RemoveMember(leader.peerId), _ -> {});
    world.until("it is gone", () -> leader.store.image().memberByPeer(leader.peerId) == null);
    allIsWell();
    assertThat(leader().store.image().members()).containsOnlyKeys("m1", "m2", "m3");
  }

  private List<String> members() {
    return world.logs().memberIds();
  }

  private ManagerProcess leader() {
    world.until("somebody leads", () -> world.leader() != null);
    return Objects.requireNonNull(world.leader());
  }

  private ManagerProcess follower() {
    ManagerProcess leader = leader();
    return world.managers().running().stream().filter(m -> m != leader).findFirst().orElseThrow();
  }

  private ManagerProcess otherFollower(String than) {
    return world.managers().running().stream()
        .filter(m -> m != leader() && !m.id.equals(than))
        .findFirst()
        .orElseThrow();
  }

  private void assign(String nodeId, String role) {
    ManagerProcess leader = leader();
    Node node = Objects.requireNonNull(leader.store.image().node(nodeId));
    List<CommandResult> answers = new ArrayList<>();
    Command change =
        new Command.UpdateNode(nodeId, node.version().index(), node.spec().withRole(role));
    leader.submit(change, answers::add);
    world.until("it is answered", () -> !answers.isEmpty());
    assertThat(answers.getFirst()).isInstanceOf(CommandResult.Done.class);
  }

  private void kill(String host) {
    world.managers().kill(host);
    world.worker(host).killDaemon();
  }

  private void allIsWell() {
    world.until("all is as it should be", () -> Convergence.missing(world).isEmpty());
  }
}
