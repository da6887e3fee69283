package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;

/**
 * What nodes with a session are told of the cluster around them, once each time it changes, and
 * when to hang up.
 */
final class Briefing {
  private final Sessions sessions;
  private final String ownNodeId;

  Briefing(Sessions sessions, String ownNodeId) {
    this.sessions = sessions;
    this.ownNodeId = ownNodeId;
  }

  /**
   * A session's heartbeats become rarer as the cluster grows, never more frequent: the node would
   * be taken for silent until it has heard of it.
   */
  void tell(Session session, Node node, ClusterImage present) {
    Duration heartbeat = Surroundings.heartbeat(present);
    if (heartbeat.compareTo(session.period) > 0) {
      session.period = heartbeat;
    }
    ManagerMessage.Cluster cluster = Surroundings.of(node, present, ownNodeId, session.period);
    if (!cluster.equals(session.told)) {
      session.told = cluster;
      sessions.send(session, cluster);
    }
  }

  /** The node ends its daemon once its session has ended, so that must not be too early. */
  void endPause(Session session, ClusterImage present) {
    Node node = present.node(session.nodeId);
    if (session.pauses && node != null && node.status().pauses()) {
      sessions.close(session, "the daemon of the node ends");
    }
  }

  /** All of them; one that beats at another period than it should now begins anew. */
  void tellAll(ClusterImage present) {
    Duration ofSpec = Surroundings.heartbeatOfSpec(present);
    for (Session session : sessions.registered()) {
      Node node = present.node(session.nodeId);
      if (!session.periodOfSpec.equals(ofSpec)) {
        sessions.close(session, "the heartbeat period has changed");
      } else if (node != null) {
        tell(session, node, present);
      }
    }
  }
}
