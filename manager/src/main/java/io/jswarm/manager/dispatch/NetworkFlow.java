package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.manager.dispatch.facts.FactBook;
import io.jswarm.manager.dispatch.facts.FactChange;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Network facts to the nodes that need them, and what they say of having applied them. No session
 * holds facts: what a node has follows from its topics, since all of them are told every change of
 * those together. Equal messages are one object, which is encoded once.
 */
final class NetworkFlow {
  /** Network messages a node may be behind with before its session is ended. */
  static final int BEHIND_MAX = 1_000;

  private static final FactBatch NOTHING = new FactBatch(List.of(), List.of());

  private final Sessions sessions;
  private final DispatchCounters counters;
  private final DrainGate gate;
  private final FactBacklog backlog;

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

  /**
   * @param pause see {@link Pause#PER_MESSAGE}
   */
  NetworkFlow(Sessions sessions, DrainGate gate, DispatchCounters counters, Duration pause) {
    this.sessions = sessions;
    this.backlog = new FactBacklog(pause);
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
    backlog.clear();
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

  /** The node may have come or gone; see {@link DrainGate#nodeChanged}. */
  void nodeChanged(String nodeId, ClusterImage next) {
    gate.nodeChanged(nodeId, next, this::hasNews);
  }

  /** A node that was given up has begun its session; see {@link DrainGate#cameBack}. */
  void cameBack(Session session, ClusterImage present, Instant now) {
    gate.cameBack(session, present, this::hasNews, now);
  }

  private boolean hasNews(Session session) {
    return backlog.concerns(session.facts.topics());
  }

  /** Whether each of two nodes is told where the other is. */
  boolean knowEachOther(String one, String other) {
    return term == null || term.topics.knowEachOther(one, other);
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
    backlog.add(changes);
    changes.forEach(change -> FactNews.of(change).topics().forEach(wholes::remove));
    gate.settle(changes, present.topics, present.image, now);
    NewsBatches batches = new NewsBatches(backlog.news());
    Set<String> told = new TreeSet<>();
    for (String nodeId : moved) {
      Session session = sessions.of(nodeId);
      if (session != null && move(session, batches, present)) {
        told.add(nodeId);
      }
    }
    if (backlog.isDue(now)) {
      flush(told, present, now);
    }
  }

  /** Tells what has been gathered, if it is time. */
  void due(Instant now) {
    Term present = term;
    if (present != null && backlog.isDue(now)) {
      flush(Set.of(), present, now);
    }
  }

  /** When {@link #due} has something to do, if there is anything. */
  Optional<Instant> wakeAt() {
    return backlog.wakeAt();
  }

  /** Time has passed: what new sessions were told is not kept for others for ever. */
  void tick() {
    wholes.clear();
  }

  /**
   * @param told nodes that know all of it already
   */
  private void flush(Set<String> told, Term present, Instant now) {
    List<FactNews> news = backlog.news();
    NewsBatches batches = new NewsBatches(news);
    Set<String> topics = new TreeSet<>();
    news.forEach(each -> topics.addAll(each.topics()));
    int messages = 0;
    for (String nodeId : present.topics.hearing(topics)) {
      Session session = told.contains(nodeId) ? null : sessions.of(nodeId);
      if (session != null) {
        List<FactBatch> own = batches.of(session.facts.topics());
        sendAll(session, own, present);
        messages += own.size();
      }
    }
    backlog.told(messages, now);
  }

  /**
   * The node may hear of other topics now; answers whether it does. First what is new of what it
   * has heard of so far, then what else it hears of, so that it knows of a network before it gets a
   * task there.
   */
  private boolean move(Session session, NewsBatches news, Term present) {
    FactFeed feed = session.facts;
    List<String> before = feed.topics();
    List<String> after = present.topics.of(session.nodeId);
    if (after.equals(before)) {
      return false;
    }
    List<FactBatch> batches = new ArrayList<>(news.of(before));
    feed.tellOf(after);
    for (String topic : after) {
      if (!before.contains(topic)) {
        batches.addAll(whole(topic, present));
      }
    }
    for (String topic : before) {
      if (!after.contains(topic)) {
        batches.addAll(FactBatches.removed(present.book.keysBeyond(topic, after)));
      }
    }
    sendAll(session, batches, present);
    return true;
  }

  private void sendAll(Session session, List<FactBatch> batches, Term present) {
    batches.forEach(batch -> send(session, false, batch, present));
    gate.told(session);
    if (session.facts.behind() > BEHIND_MAX) {
      sessions.close(session, "the node does not keep up with what it is told of networks");
    }
  }

  private void send(Session session, boolean complete, FactBatch batch, Term present) {
    sessions.send(session, session.facts.next(present.image.round(), complete, batch));
    counters.toldOfNetworks(batch.size());
  }
}
