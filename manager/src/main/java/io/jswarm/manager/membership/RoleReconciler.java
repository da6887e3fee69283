package io.jswarm.manager.membership;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Node;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.store.ClusterStore;
import io.jswarm.raftstore.store.PartWatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On the leader: takes managers out of the log whose node was demoted or removed, unless that would
 * cost the quorum; then it waits until it would not. A leader that was demoted itself hands over
 * first, and its successor takes it out.
 */
public final class RoleReconciler {
  private static final Logger LOG = LoggerFactory.getLogger(RoleReconciler.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final ClusterStore store;
  private final Leader leader;
  private final WritePath writes;
  private final RaftMembers members;
  private final String ownPeerId;
  private final Thread thread = Thread.ofVirtual().name("role-reconciler").unstarted(this::run);

  RoleReconciler(
      ClusterStore store, Leader leader, WritePath writes, RaftMembers members, String ownPeerId) {
    this.store = store;
    this.leader = leader;
    this.writes = writes;
    this.members = members;
    this.ownPeerId = ownPeerId;
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (PartWatch nodes = new PartWatch(store, ClusterImage::nodes)) {
      while (!Thread.currentThread().isInterrupted()) {
        if (leader.isHere()) {
          reconcile(store.image());
        }
        nodes.await(LOOK_AGAIN);
      }
    } catch (InterruptedException _) {
      LOG.debug("the role reconciler ends");
    }
  }

  private void reconcile(ClusterImage image) throws InterruptedException {
    List<Member> surplus =
        image.members().values().stream().filter(m -> !isManager(image, m)).toList();
    for (Member member : surplus) {
      if (member.peerId().equals(ownPeerId)) {
        handOver(image);
        return;
      }
      remove(member);
    }
  }

  private static boolean isManager(ClusterImage image, Member member) {
    Node node = image.node(member.nodeId());
    return node != null && node.spec().isManager();
  }

  private void handOver(ClusterImage image) throws InterruptedException {
    LogStatus status = members.status();
    Optional<String> successor =
        status.peers().stream()
            .filter(LogStatus.Peer::reachable)
            .map(LogStatus.Peer::memberId)
            .filter(id -> isStaying(image, id))
            .findFirst();
    if (successor.isPresent()) {
      MemberChange change = members.transferTo(successor.get());
      LOG.info("demoted, the leadership goes to {}: {}", successor.get(), change);
    }
  }

  private static boolean isStaying(ClusterImage image, String peerId) {
    Member member = image.memberByPeer(peerId);
    return member != null && isManager(image, member);
  }

  private void remove(Member member) throws InterruptedException {
    if (!keepsQuorum(member.peerId())) {
      LOG.warn(
          "can't remove member {} from the raft: this would result in a loss of quorum",
          member.peerId());
      return;
    }
    MemberChange change = members.remove(member.peerId());
    if (change instanceof MemberChange.Done) {
      writes.submit(new Command.RemoveMember(member.peerId()));
      LOG.info("manager {} no longer takes part in Raft", member.peerId());
    } else {
      LOG.warn("manager {} could not be removed from Raft: {}", member.peerId(), change);
    }
  }

  /** Whether a majority of those who stay can be reached. */
  private boolean keepsQuorum(String leaving) {
    List<LogStatus.Peer> peers = members.status().peers();
    long staying = 1 + peers.stream().filter(p -> !p.memberId().equals(leaving)).count();
    long reachable =
        1
            + peers.stream()
                .filter(p -> !p.memberId().equals(leaving))
                .filter(LogStatus.Peer::reachable)
                .count();
    return reachable * 2 > staying;
  }

  /** Stops. */
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
