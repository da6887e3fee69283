package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this manager concludes of nodes while it leads, and has kept in the image: ready by their
 * own word, down by their silence or when they leave, and free of tasks that fence themselves.
 *
 * <p>A node is down after {@link NodeWatch#MISSED_MAX} heartbeat periods of silence, or when it
 * says it leaves. A broken stream alone only stops the talking, and new tasks: a node that is back
 * in time stays ready. One that says its daemon ends has {@link NodeWatch#PAUSE_MAX} more; that it
 * did is in the image, for a leader's own daemon may be the one that ends. Silence counts only
 * while the loop that feeds this core runs on time, and never against a node whose words have
 * arrived and wait; the silence of many nodes at once counts later (see {@link Liveness}).
 */
final class NodeVerdicts {
  private static final String SILENT = "heartbeat failure";
  private static final String LEAVES = "node is leaving the cluster";

  private final Sessions sessions;
  private final NetworkFlow networks;
  private final DispatchCounters counters;
  private final NodeWatch watch = new NodeWatch();
  private final NodeObservations observations = new NodeObservations();
  private final FenceWatch fences = new FenceWatch(observations);

  NodeVerdicts(Sessions sessions, NetworkFlow networks, DispatchCounters counters) {
    this.sessions = sessions;
    this.networks = networks;
    this.counters = counters;
  }

  /** See {@link NodeWatch#expected}. */
  int expected() {
    return watch.expected();
  }

  /** See {@link NodeWatch#missing}. */
  int missing() {
    return watch.missing();
  }

  /** The loop takes another turn, in time or late. */
  void turn(Instant now) {
    watch.turn(now).ifPresent(counters::loopWasLate);
  }

  /** A term begins. */
  void lead(ClusterImage image, Instant now) {
    watch.lead(image, now);
    fences.lead(image, now);
  }

  /** This manager does not lead, or no longer. */
  void follow(boolean leaderIsKnown, Instant now) {
    watch.follow(leaderIsKnown, now);
    observations.clear();
    fences.clear();
  }

  /** The node has begun a session, with what it says of itself. */
  void came(Session session, ClusterImage image, Instant now) {
    fences.forget(session.nodeId);
    watch.came(session, now);
    ready(session, image);
  }

  /** The node has spoken. */
  void heard(Session session, Instant now) {
    watch.heard(session, now);
  }

  /** The node has said that its daemon ends. */
  void pauses(Session session, Instant now) {
    watch.pauses(session, now);
  }

  /** The node has a session, so it is ready; what else its status is, it says itself. */
  void ready(Session session, ClusterImage image) {
    NodeStatus ready = NodeWord.status(session, image, networks);
    observations.see(session.nodeId, ready, session.description);
  }

  /** The node has said that it leaves the cluster. */
  void leaves(String nodeId, ClusterImage image) {
    down(nodeId, LEAVES, image);
  }

  private void down(String nodeId, String why, ClusterImage image) {
    watch.forget(nodeId);
    Node node = image.node(nodeId);
    if (node != null) {
      String addr = node.status().addr();
      observations.see(nodeId, new NodeStatus(NodeState.DOWN, why, addr), null);
    }
  }

  /** The image has another word on this node, maybe what was concluded here. */
  void imageChanged(String nodeId, ClusterImage image, Instant now) {
    observations.imageChanged(nodeId, image);
    fences.look(nodeId, image, now);
  }

  /** Nobody knows what is different in the image. */
  void imageReplaced(ClusterImage image) {
    observations.imageReplaced(image);
  }

  /** The node is in the image and has no session: unless it is known to be down, it may come. */
  void expect(Node node, ClusterImage image, Instant now) {
    watch.expectUnlessDown(node, image, now);
  }

  /** The node is no part of the cluster any more. */
  void forget(String nodeId) {
    watch.forget(nodeId);
    observations.forget(nodeId);
  }

  /** Gives up the nodes that were silent for too long. */
  void tick(DispatchInput.Tick tick, ClusterImage image, Instant now) {
    for (String nodeId : watch.expired(image, tick, this::hasSession, now)) {
      Session session = sessions.of(nodeId);
      if (session != null) {
        long millis = NodeWatch.silenceMax(session.period).toMillis();
        sessions.close(session, "no heartbeat for " + millis + " ms");
      }
      counters.wentDown();
      down(nodeId, SILENT, image);
    }
  }

  private boolean hasSession(String nodeId) {
    return sessions.of(nodeId) != null;
  }

  /** Says to the writer what was concluded and is not in the image. */
  void due(ClusterImage image, Instant now) {
    fences.due(image, now);
    observations.due(image, now).forEach(sessions::effect);
  }

  /** When there is something to conclude, if nobody speaks before. */
  Optional<Instant> wakeAt(Instant now) {
    return Stream.of(watch.promise(now), fences.wakeAt())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
