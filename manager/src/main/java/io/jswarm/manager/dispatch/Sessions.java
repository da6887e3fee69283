package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.ManagerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open streams, at most one registered for each node, and what is to be said on them. */
final class Sessions {
  private final Map<String, Session> open = new LinkedHashMap<>();
  private final Map<String, Session> registered = new LinkedHashMap<>();

  /** How many open sessions have a certificate that ends at each moment. */
  private final TreeMap<Instant, Integer> certificateEnds = new TreeMap<>();

  private List<DispatchEffect> effects = new ArrayList<>();

  void add(Session session) {
    open.put(session.id, session);
    certificateEnds.merge(session.certificateEnd, 1, Integer::sum);
  }

  /** The session speaks for its node from now on; the one that did so before is closed. */
  void register(Session session) {
    Session older = registered.get(session.nodeId);
    if (older != null) {
      close(older, "the node has opened a newer session");
    }
    session.registered = true;
    registered.put(session.nodeId, session);
    effects.add(new DispatchEffect.Attendance(session.nodeId, true));
  }

  @Nullable Session get(String sessionId) {
    return open.get(sessionId);
  }

  @Nullable Session of(String nodeId) {
    return registered.get(nodeId);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** All of them as they are now; safe to close some while going through. */
  List<Session> all() {
    return List.copyOf(open.values());
  }

  /** Ends those whose certificate has expired, and those nobody has registered on for so long. */
  void closeOverdue(Instant now, Duration heldMax) {
    for (Session session : all()) {
      if (!now.isBefore(session.certificateEnd)) {
        close(session, "the node's certificate has expired");
      } else if (!session.registered && !now.isBefore(session.openedAt.plus(heldMax))) {
        close(session, "nobody has registered on this session");
      }
    }
  }

  /** Those that speak for their node, as they are now. */
  List<Session> registered() {
    return List.copyOf(registered.values());
  }

  void send(Session session, ManagerMessage message) {
    if (open.containsKey(session.id)) {
      effects.add(new DispatchEffect.Send(session.id, message));
    }
  }

  void close(Session session, String why) {
    if (open.containsKey(session.id)) {
      effects.add(new DispatchEffect.Close(session.id, why));
      forget(session.id);
    }
  }

  void forget(String sessionId) {
    Session session = open.remove(sessionId);
    if (session == null) {
      return;
    }
    certificateEnds.computeIfPresent(
        session.certificateEnd, (_, count) -> count == 1 ? null : count - 1);
    if (registered.remove(session.nodeId, session)) {
      effects.add(new DispatchEffect.Attendance(session.nodeId, false));
    }
  }

  void effect(DispatchEffect effect) {
    effects.add(effect);
  }

  /** The effects since the last call, in order. */
  List<DispatchEffect> drain() {
    List<DispatchEffect> drained = List.copyOf(effects);
    effects = new ArrayList<>();
    return drained;
  }

  Optional<Instant> firstCertificateEnd() {
    return certificateEnds.isEmpty() ? Optional.empty() : Optional.of(certificateEnds.firstKey());
  }
}
