package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leases of nodes whose tasks fence themselves (see {@link io.jswarm.api.model.Fence}). A lease
 * is granted once a majority of managers has confirmed, after the node's question had come, that
 * this manager leads: so no other can have led before who does not wait for the lease to end. All
 * questions that come while one is with the majority are answered by the next.
 */
final class Leases {
  private final Sessions sessions;

  /** The newest question of each session that is not with the majority yet. */
  private final Map<String, Long> asked = new TreeMap<>();

  /** Those the majority is being asked for. */
  private final Map<String, Long> underWay = new TreeMap<>();

  private long ticket;

  Leases(Sessions sessions) {
    this.sessions = sessions;
  }

  /** This manager leads no more. */
  void follow() {
    asked.clear();
    underWay.clear();
  }

  /** A node asks for its lease. */
  void asked(Session session, long sequence) {
    asked.put(session.id, sequence);
    ask();
  }

  /** The majority has answered, or has not in time; nodes that get no lease ask again. */
  void answered(DispatchInput.LeadConfirmed answer, @Nullable ClusterImage image) {
    if (image == null || answer.ticket() != ticket) {
      return;
    }
    if (answer.leads()) {
      underWay.forEach((sessionId, sequence) -> grant(sessionId, sequence, image));
    }
    underWay.clear();
    ask();
  }

  private void ask() {
    if (underWay.isEmpty() && !asked.isEmpty()) {
      underWay.putAll(asked);
      asked.clear();
      sessions.effect(new DispatchEffect.ConfirmLead(++ticket));
    }
  }

  /** Who counts as down in the image gets none: its tasks may be replaced soon. */
  private void grant(String sessionId, long sequence, ClusterImage image) {
    Session session = sessions.get(sessionId);
    Node node = session == null ? null : image.node(session.nodeId);
    if (session != null
        && session.registered
        && node != null
        && node.status().state() == NodeState.READY) {
      sessions.send(session, new ManagerMessage.Lease(sequence));
    }
  }
}
