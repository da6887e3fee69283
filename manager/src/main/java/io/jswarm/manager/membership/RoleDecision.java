package io.jswarm.manager.membership;

import io.jswarm.api.model.Node;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.LogStatus;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a leader changes about who takes part in the log, one step at a time. Who is in the log must
 * be in the image, and be a node that is to be a manager: a newcomer is written into the image
 * before it is let into the log, so a member the image does not know is what is left of one that
 * never finished joining, or that came back under another id.
 */
public final class RoleDecision {
  private RoleDecision() {}

  /** What to do next. */
  public sealed interface Step {
    /** All who take part are to. */
    record Nothing() implements Step {}

    /**
     * The image does not know this leader, as when an earlier leader took its name back that had
     * been let in after all: nobody would find it.
     */
    record WriteDown(Member self) implements Step {}

    /** This leader is not to be a manager: another must lead, and takes it out. */
    record HandOver(String toPeerId) implements Step {}

    /** Takes a member out of the log, then out of the image. */
    record Remove(String peerId) implements Step {}

    /** A member is to go, and cannot for now: too few of those who stay can be reached. */
    record Wait(String peerId) implements Step {}
  }

  /**
   * Decides.
   *
   * @param image not older than the status: whoever is in the log was written into it before
   * @param status the log as the leader sees it
   * @param self the leader
   */
  public static Step next(ClusterImage image, LogStatus status, Member self) {
    String ownPeerId = self.peerId();
    if (image.cluster() != null && image.memberByPeer(ownPeerId) == null) {
      return new Step.WriteDown(self);
    }
    SortedSet<String> surplus = surplus(image, status);
    if (surplus.isEmpty()) {
      return new Step.Nothing();
    }
    if (surplus.contains(ownPeerId)) {
      return successor(image, status)
          .<Step>map(Step.HandOver::new)
          .orElseGet(() -> new Step.Wait(ownPeerId));
    }
    return surplus.stream()
        .filter(peerId -> keepsQuorum(status, peerId))
        .findFirst()
        .<Step>map(Step.Remove::new)
        .orElseGet(() -> new Step.Wait(surplus.first()));
  }

  private static SortedSet<String> surplus(ClusterImage image, LogStatus status) {
    SortedSet<String> surplus = new TreeSet<>();
    for (Member member : image.members().values()) {
      if (!isManager(image, member)) {
        surplus.add(member.peerId());
      }
    }
    for (LogStatus.Peer peer : status.peers()) {
      if (image.memberByPeer(peer.memberId()) == null) {
        surplus.add(peer.memberId());
      }
    }
    return surplus;
  }

  private static boolean isManager(ClusterImage image, Member member) {
    Node node = image.node(member.nodeId());
    return node != null && node.spec().isManager();
  }

  private static Optional<String> successor(ClusterImage image, LogStatus status) {
    return status.peers().stream()
        .filter(LogStatus.Peer::reachable)
        .map(LogStatus.Peer::memberId)
        .filter(peerId -> isStaying(image, peerId))
        .findFirst();
  }

  private static boolean isStaying(ClusterImage image, String peerId) {
    Member member = image.memberByPeer(peerId);
    return member != null && isManager(image, member);
  }

  /** Whether a majority of those who stay can be reached. */
  private static boolean keepsQuorum(LogStatus status, String leaving) {
    long staying = 1;
    long reachable = 1;
    for (LogStatus.Peer peer : status.peers()) {
      if (!peer.memberId().equals(leaving)) {
        staying++;
        reachable += peer.reachable() ? 1 : 0;
      }
    }
    return reachable * 2 > staying;
  }
}
