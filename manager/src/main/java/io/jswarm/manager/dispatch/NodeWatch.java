package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How long each node may stay silent, from the first moment of a term on. */
final class NodeWatch {
  /** Heartbeat periods of silence after which a node is down. */
  static final int MISSED_MAX = 3;

  /** Periods of silence that no healthy node keeps. */
  private static final int QUIET_AFTER = 2;

  /**
   * How much longer than any other a node may be silent that has said its daemon ends: for the
   * longest restart or upgrade, not for a machine that does not come back.
   */
  static final Duration PAUSE_MAX = Duration.ofSeconds(30);

  /**
   * How long a node without a session may be among those that wait for this manager to shake hands:
   * for thousands of them after a change of leaders, on one processor.
   */
  static final Duration CALLS_MAX = Duration.ofMinutes(2);

  private final Liveness liveness = new Liveness();
  private final Succession succession = new Succession();
  private final RollCall rollCall = new RollCall();

  /** How many nodes were expected when the term began. */
  int expected() {
    return rollCall.called();
  }

  /** How many of them have not come. */
  int missing() {
    return rollCall.missing();
  }

  /** See {@link Liveness#turn}. */
  Optional<Duration> turn(Instant now) {
    return liveness.turn(now);
  }

  /** See {@link Liveness#promise}. */
  Optional<Instant> promise(Instant now) {
    return liveness.promise(now);
  }

  /** A term begins. */
  void lead(ClusterImage image, Instant now) {
    List<String> expected =
        image.nodes().values().stream()
            .filter(node -> node.status().state() != NodeState.DOWN && !node.status().pauses())
            .map(Node::id)
            .toList();
    rollCall.begin(expected, succession.takesOver(now), now);
    succession.leaderKnown(now);
    Duration silence = silenceMax(Surroundings.heartbeat(image));
    image.nodes().values().stream()
        .filter(node -> node.status().pauses())
        .forEach(node -> allowPause(node.id(), silence, now));
    for (String nodeId : expected) {
      expect(nodeId, longer(silence, rollCall.patience()), now);
    }
  }

  /** This manager does not lead, or no longer. */
  void follow(boolean leaderIsKnown, Instant now) {
    liveness.clear();
    rollCall.clear();
    if (leaderIsKnown) {
      succession.leaderKnown(now);
    } else {
      succession.leaderMissed(now);
    }
  }

  /** A node that is not known to be down and was not heard yet gets time to come. */
  void expectUnlessDown(Node node, ClusterImage image, Instant now) {
    if (node.status().state() != NodeState.DOWN && !liveness.isWatched(node.id())) {
      Duration silence = silenceMax(Surroundings.heartbeat(image));
      expect(node.id(), longer(silence, RollCall.TAKEN_OVER), now);
    }
  }

  private void expect(String nodeId, Duration patience, Instant now) {
    liveness.watch(nodeId, now, now.plus(patience));
  }

  /** The node has spoken. */
  void heard(Session session, Instant now) {
    liveness.heard(session.nodeId, now, now.plus(silenceMax(session.period)));
  }

  /** The node has said that its daemon ends. */
  void pauses(Session session, Instant now) {
    rollCall.forget(session.nodeId);
    allowPause(session.nodeId, silenceMax(session.period), now);
  }

  /** It counts as heard until the pause is over, so it does not make others look silent either. */
  private void allowPause(String nodeId, Duration silence, Instant now) {
    Instant end = now.plus(PAUSE_MAX);
    liveness.heard(nodeId, end, end.plus(silence));
  }

  /** The node has registered. */
  void came(Session session, Instant now) {
    heard(session, now);
    if (rollCall.came(session.nodeId, now)) {
      Instant until = rollCall.lastCall(session.period, now);
      rollCall.stragglers().forEach(straggler -> liveness.setDeadline(straggler, until));
    }
  }

  /** The node is down, or gone. */
  void forget(String nodeId) {
    liveness.forget(nodeId);
    rollCall.forget(nodeId);
  }

  /**
   * Nodes that were silent for too long; they are not watched any more.
   *
   * @param hasSession tells of a node whether it has one
   */
  List<String> expired(
      ClusterImage image, DispatchInput.Tick tick, Predicate<String> hasSession, Instant now) {
    Duration period = Surroundings.heartbeat(image);
    tick.unread().forEach((nodeId, at) -> liveness.spoke(nodeId, at, at.plus(silenceMax(period))));
    List<String> down = new ArrayList<>();
    for (Liveness.Silent each : liveness.expired(now, period.multipliedBy(QUIET_AFTER))) {
      String nodeId = each.nodeId();
      Instant until = rollCall.whileOthersCome(nodeId, period);
      boolean mayCall = tick.callersWait() && !hasSession.test(nodeId);
      if (now.isBefore(until)) {
        liveness.watch(nodeId, rollCall.began(), until);
      } else if (mayCall && now.isBefore(each.since().plus(CALLS_MAX))) {
        liveness.watch(nodeId, each.since(), now.plus(Liveness.PACE));
      } else {
        down.add(nodeId);
      }
    }
    return down;
  }

  static Duration silenceMax(Duration period) {
    return period.multipliedBy(MISSED_MAX);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
