package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a node is told of its cluster beside its tasks. */
public final class Surroundings {
  /** When the cluster's spec does not say: a node's loss shows after three of them. */
  static final Duration HEARTBEAT_DEFAULT = Duration.ofSeconds(1);

  /** What a leader can hear beside its work: more nodes speak less often. */
  private static final int HEARTBEATS_PER_SECOND_MAX = 1_000;

  private Surroundings() {}

  /**
   * The managers with the leader first, the node's role, and the roots to trust.
   *
   * @param heartbeat between two of the node's from now on
   */
  static ManagerMessage.Cluster of(
      Node node, ClusterImage image, String leaderId, Duration heartbeat) {
    return new ManagerMessage.Cluster(
        managers(image, leaderId), node.spec().role(), roots(image), heartbeat.toMillis());
  }

  /** Where the managers are, the leader first. */
  public static List<ManagerAddress> managers(ClusterImage image, String leaderId) {
    List<ManagerAddress> managers = new ArrayList<>();
    for (Member member : image.members().values()) {
      ManagerAddress address = new ManagerAddress(member.nodeId(), member.apiAddr());
      managers.add(member.nodeId().equals(leaderId) ? 0 : managers.size(), address);
    }
    return managers;
  }

  /**
   * How often a node that registers now must be heard: as the cluster's spec says, in clusters of
   * more than a thousand nodes a second for each thousand at least.
   */
  static Duration heartbeat(ClusterImage image) {
    Duration wanted = heartbeatOfSpec(image);
    int seconds = Math.ceilDiv(image.nodes().size(), HEARTBEATS_PER_SECOND_MAX);
    Duration bearable = Duration.ofSeconds(seconds);
    return wanted.compareTo(bearable) > 0 || seconds < 2 ? wanted : bearable;
  }

  /** How often a node must be heard in a cluster that is not large. */
  static Duration heartbeatOfSpec(ClusterImage image) {
    ClusterState cluster = image.cluster();
    if (cluster == null) {
      return HEARTBEAT_DEFAULT;
    }
    Duration wanted = cluster.swarm().spec().dispatcher().heartbeatPeriod();
    return wanted.isZero() || wanted.isNegative() ? HEARTBEAT_DEFAULT : wanted;
  }

  /** Both roots while one is exchanged for the other. */
  private static String roots(ClusterImage image) {
    ClusterState cluster = image.cluster();
    if (cluster == null) {
      return "";
    }
    ClusterState.RootRotation rotation = cluster.rotation();
    return rotation == null ? cluster.caCert() : cluster.caCert() + rotation.caCert();
  }
}
