package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.manager.dispatch.facts.FactBook;
import io.jswarm.manager.dispatch.facts.FactChange;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.manager.dispatch.facts.PlacedFact;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Network facts to the nodes that need them, and what they say of having applied them. No session
 * holds facts: what a node has follows from its topics, since all of them are told every change of
 * those at once. Equal messages are one object, which is encoded once.
 */
final class NetworkFlow {
  /** Network messages a node may be behind with before its session is ended. */
  static final int BEHIND_MAX = 1_000;

  private static final FactBatch NOTHING = new FactBatch(List.of(), List.of());

  private final Sessions sessions;
  private final DispatchCounters counters;
  private final DrainGate gate;

  /** All of a topic, as new sessions are told; looked into, never walked. */
  private final Map<String, List<FactBatch>> wholes = new HashMap<>();

  private @Nullable Term term;

  /** While this manager leads. */
  private static final class Term {
    final FactBook book;
    final NodeTopics topics;
    ClusterImage image;

    Term(ClusterImage image) {
      this.image = image;
      this.book = new FactBook(image);
      this.topics = new NodeTopics(image);
    }
  }

  NetworkFlow(Sessions sessions, DrainGate gate, DispatchCounters counters) {
    this.sessions = sessions;
    this.gate = gate;
    this.counters = counters;
  }

  /** This manager leads from this image on; who has answered its predecessor is not known. */
  void lead(ClusterImage first, Instant now) {
    follow();
    Term begun = new Term(first);
    term = begun;
    gate.lead(begun.book.draining(), begun.topics, first, now);
  }

  void follow() {
    term = null;
    gate.clear();
    wholes.clear();
  }

  /** Everything the node must know, first of a session. */
  void begin(Session session) {
    Term present = term;
    if (present == null) {
      return;
    }
    FactFeed feed = session.facts;
    feed.tellOf(present.topics.of(session.nodeId));
    List<FactBatch> batches = new ArrayList<>();
    feed.topics().forEach(topic -> batches.addAll(whole(topic, present)));
    if (batches.isEmpty()) {
      batches.add(NOTHING);
    }
    for (int i = 0; i < batches.size(); i++) {
      send(session, i == batches.size() - 1, batches.get(i), present);
    }
    gate.sessionBegan(session);
  }

  private List<FactBatch> whole(String topic, Term present) {
    return wholes.computeIfAbsent(topic, _ -> FactBatches.put(present.book.facts(topic)));
  }

  /** These changes led to this image. */
  void changed(List<Change> changes, ClusterImage next, Instant now) {
    Term present = term;
    if (present != null) {
      present.image = next;
      Set<String> moved = present.topics.apply(changes, next);
      tell(present.book.apply(changes, next), moved, present, now);
    }
  }

  /** The image is this one now, and nobody knows what led to it. */
  void replaced(ClusterImage next, Instant now) {
    Term present = term;
    if (present != null) {
      present.image = next;
      present.topics.replace(next);
      Set<String> all = new TreeSet<>(next.nodes().keySet());
      tell(present.book.replace(next), all, present, now);
    }
  }

  private void tell(List<FactChange> changes, Set<String> moved, Term present, Instant now) {
    if (changes.isEmpty() && moved.isEmpty()) {
      return;
    }
    Set<String> topics = new TreeSet<>();
    for (FactChange change : changes) {
      topics.addAll(topicsOf(change.before()));
      topics.addAll(topicsOf(change.after()));
    }
    topics.forEach(wholes::remove);
    Set<String> hearing = new TreeSet<>(present.topics.hearing(topics));
    hearing.addAll(moved);
    RoundBatches batches = new RoundBatches(changes);
    for (String nodeId : hearing) {
      Session session = sessions.of(nodeId);
      if (session != null) {
        tell(session, batches, present);
      }
    }
    gate.settle(changes, present.topics, present.image, now);
  }

  private static List<String> topicsOf(@Nullable PlacedFact fact) {
    return fact == null ? List.of() : fact.topics();
  }

  /** First what has changed of what it has heard of so far, then what else it hears of now. */
  private void tell(Session session, RoundBatches batches, Term present) {
    FactFeed feed = session.facts;
    List<String> before = feed.topics();
    batches.of(before).forEach(batch -> send(session, false, batch, present));
    List<String> after = present.topics.of(session.nodeId);
    if (!after.equals(before)) {
      feed.tellOf(after);
      for (String topic : after) {
        if (!before.contains(topic)) {
          whole(topic, present).forEach(batch -> send(session, false, batch, present));
        }
      }
      for (String topic : before) {
        if (!after.contains(topic)) {
          FactBatches.removed(present.book.keysBeyond(topic, after))
              .forEach(batch -> send(session, false, batch, present));
        }
      }
    }
    if (feed.behind() > BEHIND_MAX) {
      sessions.close(session, "the node does not keep up with what it is told of networks");
    }
  }

  private void send(Session session, boolean complete, FactBatch batch, Term present) {
    sessions.send(session, session.facts.next(present.image.round(), complete, batch));
    counters.toldOfNetworks(batch.size());
  }
}
