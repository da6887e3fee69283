package io.jswarm.manager.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Version;
import io.jswarm.manager.bench.Fixtures;
import io.jswarm.manager.membership.RoleDecision.Step;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.LogStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is taken out of the log, who waits, and who has to hand over first. */
class RoleDecisionTest {
  private static final Duration NOW = Duration.ZERO;
  private static final Duration LONG_AGO = Duration.ofMinutes(1);

  private final List<Change> changes = new ArrayList<>();
  private final List<LogStatus.Peer> peers = new ArrayList<>();

  @Test
  void nothingIsDoneWhereAllManagersAreMembers() {
    leader("a", "manager");
    follower("b", "manager", NOW);
    follower("c", "manager", LONG_AGO);
    assertThat(next()).isEqualTo(new Step.Nothing());
  }

  @Test
  void aDemotedManagerIsTakenOut() {
    leader("a", "manager");
    follower("b", "worker", NOW);
    follower("c", "manager", NOW);
    assertThat(next()).isEqualTo(new Step.Remove("b-1"));
  }

  @Test
  void aManagerWhoseNodeWasRemovedIsTakenOut() {
    leader("a", "manager");
    follower("b", "manager", NOW);
    follower("c", "manager", NOW);
    changes.add(new Change.RemoveNode("c"));
    assertThat(next()).isEqualTo(new Step.Remove("c-1"));
  }

  @Test
  void aDemotionThatWouldCostTheQuorumWaits() {
    leader("a", "manager");
    follower("b", "worker", NOW);
    follower("c", "manager", LONG_AGO);
    assertThat(next()).isEqualTo(new Step.Wait("b-1"));
  }

  @Test
  void whoIsLostCanBeTakenOutWhereTheOthersAreAMajority() {
    leader("a", "manager");
    follower("b", "worker", LONG_AGO);
    follower("c", "manager", NOW);
    assertThat(next()).isEqualTo(new Step.Remove("b-1"));
  }

  @Test
  void theOneWhoCanGoDoesNotWaitForTheOneWhoCannot() {
    leader("a", "manager");
    follower("b", "worker", NOW);
    follower("c", "worker", LONG_AGO);
    follower("d", "manager", LONG_AGO);
    follower("e", "manager", NOW);
    assertThat(next()).isEqualTo(new Step.Remove("c-1"));
  }

  @Test
  void aDemotedLeaderHandsOverToWhoStaysAndCanBeReached() {
    leader("a", "worker");
    follower("b", "worker", NOW);
    follower("c", "manager", LONG_AGO);
    follower("d", "manager", NOW);
    assertThat(next()).isEqualTo(new Step.HandOver("d-1"));
  }

  @Test
  void aDemotedLeaderWithoutASuccessorWaits() {
    leader("a", "worker");
    follower("b", "manager", LONG_AGO);
    assertThat(next()).isEqualTo(new Step.Wait("a-1"));
  }

  @Test
  void aMemberOfTheLogThatTheImageDoesNotKnowIsTakenOut() {
    leader("a", "manager");
    follower("b", "manager", NOW);
    follower("c", "manager", NOW);
    peers.add(new LogStatus.Peer("b-0", LONG_AGO));
    assertThat(next()).isEqualTo(new Step.Remove("b-0"));
  }

  @Test
  void aNewcomerThatIsWrittenDownAndNotInTheLogYetIsLeftAlone() {
    leader("a", "manager");
    follower("b", "manager", NOW);
    known("c", "manager");
    assertThat(next()).isEqualTo(new Step.Nothing());
  }

  @Test
  void theFounderOfAClusterThatIsNotWrittenYetStays() {
    assertThat(RoleDecision.next(ClusterImage.EMPTY, status(), member("a")))
        .isEqualTo(new Step.Nothing());
  }

  @Test
  void aLeaderThatTheImageDoesNotKnowWritesItselfDown() {
    leader("a", "manager");
    follower("b", "worker", NOW);
    changes.add(new Change.PutCluster(Fixtures.cluster()));
    changes.add(new Change.RemoveMember("a"));
    assertThat(next()).isEqualTo(new Step.WriteDown(member("a")));
  }

  private Step next() {
    return RoleDecision.next(
        ClusterImage.EMPTY.with(changes, Instant.EPOCH), status(), member("a"));
  }

  private LogStatus status() {
    return new LogStatus(LogStatus.Role.LEADER, 1, "a-1", 7, 7, peers);
  }

  private void leader(String nodeId, String role) {
    known(nodeId, role);
  }

  private void follower(String nodeId, String role, Duration lastContact) {
    known(nodeId, role);
    peers.add(new LogStatus.Peer(nodeId + "-1", lastContact));
  }

  private void known(String nodeId, String role) {
    changes.add(
        new Change.PutNode(
            new Node(
                nodeId,
                Version.ZERO,
                Instant.EPOCH,
                Instant.EPOCH,
                NodeSpec.active(role),
                NodeDescription.UNKNOWN,
                NodeStatus.UNKNOWN,
                null)));
    changes.add(new Change.PutMember(member(nodeId)));
  }

  private static Member member(String nodeId) {
    return new Member(nodeId, nodeId + "-1", nodeId + ":2378", nodeId + ":2377");
  }
}
