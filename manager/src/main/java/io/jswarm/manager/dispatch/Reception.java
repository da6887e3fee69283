package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may begin a session with this manager, and what becomes of those who call while it does not
 * lead: they are told where the leader is and kept for a while, for it may come to lead itself.
 */
final class Reception {
  /**
   * How long a stream stays open on which nobody has registered: longer than an election, and than
   * a node waits for its welcome.
   */
  static final Duration HELD_MAX = Duration.ofSeconds(5);

  /** How often those that are kept are looked at. */
  private static final Duration HELD_LOOK = Duration.ofSeconds(1);

  private final Sessions sessions;
  private final DispatchCounters counters;
  private final RegistrationLimit limit = new RegistrationLimit();
  private boolean leads;
  private @Nullable ManagerAddress leader;

  Reception(Sessions sessions, DispatchCounters counters) {
    this.sessions = sessions;
    this.counters = counters;
  }

  /** A term begins. */
  void lead() {
    leads = true;
    leader = null;
    limit.clear();
  }

  /** Another leads, or nobody: those who have registered here are to go there. */
  void follow(@Nullable ManagerAddress other) {
    leads = false;
    leader = other;
    for (Session session : sessions.all()) {
      redirect(session);
      if (session.registered) {
        sessions.close(session, "this manager does not lead");
      }
    }
  }

  void opened(DispatchInput.Opened opened, Instant now) {
    Session session =
        new Session(opened.sessionId(), opened.nodeId(), opened.certificateEnd(), now);
    sessions.add(session);
    if (!leads) {
      redirect(session);
    }
  }

  /** The node hangs up when it goes there; it may stay when it knows better, and is told again. */
  private void redirect(Session session) {
    sessions.send(session, new ManagerMessage.Redirect(leader));
  }

  /** Somebody spoke while this manager does not lead: only who it is counts later. */
  void spoke(Session session, WorkerMessage message) {
    if (message instanceof WorkerMessage.Register register) {
      session.waiting = register;
    }
  }

  /**
   * The node of a session on which somebody registers; null when that may not be, and the session
   * ends.
   */
  @Nullable Node admit(Session session, ClusterImage image, Instant now) {
    String nodeId = session.nodeId;
    Node node = image.node(nodeId);
    if (session.registered) {
      sessions.close(session, "a session begins with one Register only");
    } else if (node == null || image.revoked().containsKey(nodeId)) {
      sessions.close(session, "node " + nodeId + " is not part of this cluster (any more)");
    } else if (!limit.admit(nodeId, now)) {
      counters.registrationRefused();
      sessions.close(session, "node " + nodeId + " exceeded rate limit count of registrations");
    } else {
      return node;
    }
    return null;
  }

  /** The node is gone. */
  void forget(String nodeId) {
    limit.forget(nodeId);
  }

  /** Time has passed. */
  void tick(Instant now) {
    sessions.closeOverdue(now, HELD_MAX);
  }

  /** When {@link #tick} may have something to do, if anything. */
  Optional<Instant> wakeAt(Instant now) {
    boolean keeps = !leads && !sessions.isEmpty();
    Optional<Instant> look = keeps ? Optional.of(now.plus(HELD_LOOK)) : Optional.empty();
    return Stream.of(sessions.firstCertificateEnd(), look)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
