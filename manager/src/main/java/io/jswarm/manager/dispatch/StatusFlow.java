package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statuses from nodes to the writer, and the word that they are committed back to the nodes. */
final class StatusFlow {
  /** Status messages of one session that may wait for the writer. */
  static final int RECEIPTS_MAX = 1_000;

  private final Sessions sessions;
  private final StatusFilter filter;

  /** Whose statuses wait for the writer, by ticket; looked into, never walked. */
  private final Map<Long, String> sessionOf = new HashMap<>();

  private long tickets;

  StatusFlow(Sessions sessions, DispatchCounters counters) {
    this.sessions = sessions;
    this.filter = new StatusFilter(counters);
  }

  /** What the node brought along; it repeats what matters, so nothing is acknowledged. */
  void registered(Session session, List<TaskReport> reports, ClusterImage image) {
    List<TaskReport> news = filter.forward(session.nodeId, reports, image);
    if (!news.isEmpty()) {
      sessions.effect(new DispatchEffect.ReportTasks(session.nodeId, news, ++tickets));
    }
  }

  void reported(Session session, long sequence, List<TaskReport> reports, ClusterImage image) {
    List<TaskReport> news = filter.forward(session.nodeId, reports, image);
    if (news.isEmpty()) {
      session.receipts.nothingNew(sequence);
      acknowledge(session);
      return;
    }
    long ticket = ++tickets;
    session.receipts.waitFor(sequence, ticket);
    sessionOf.put(ticket, session.id);
    sessions.effect(new DispatchEffect.ReportTasks(session.nodeId, news, ticket));
    if (session.receipts.size() > RECEIPTS_MAX) {
      sessions.close(session, "too many statuses wait for the leader's writer");
    }
  }

  void committed(long ticket) {
    String sessionId = sessionOf.remove(ticket);
    Session session = sessionId == null ? null : sessions.get(sessionId);
    if (session != null) {
      session.receipts.committed(ticket);
      acknowledge(session);
    }
  }

  /** This manager leads no more: nothing that waits will be told of. */
  void clear() {
    sessionOf.clear();
  }

  private void acknowledge(Session session) {
    session
        .receipts
        .acknowledge()
        .ifPresent(upTo -> sessions.send(session, new ManagerMessage.StatusesAck(upTo)));
  }
}
