package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.RebalanceState;
import io.jswarm.api.model.RebalanceStatus;
import io.jswarm.api.model.Service;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves running tasks to emptier nodes: those of services for which somebody asked, and of services
 * that ask for it in their spec when the cluster has been quiet for a while. Each time it looks it
 * works out anew what the next move would be, and begins at most one in a round, so that the next
 * one is decided on what has come of it. That a service is being looked at is in its status, what
 * moves is in its tasks ({@link Relief}); what is kept here besides is only when to look again.
 */
final class Rebalancing {
  /** Nobody is moved unasked so shortly after anything happened, and seldom more often. */
  static final Duration AUTO_AFTER = Duration.ofSeconds(15);

  /** Nor as long as a node may come back that was lost. */
  static final Duration AFTER_A_LOSS = Duration.ofSeconds(60);

  /** A service of which a move was given up is left alone so long when nobody asks. */
  static final Duration BACK_OFF = Duration.ofMinutes(10);

  /** While tasks move, how often to look whether there is room for the next. */
  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** How many pairs of service and node one round may compare unasked. */
  private static final int COMPARED_MAX = 200_000;

  private final TreeSet<String> moving = new TreeSet<>();
  private final TreeSet<String> auto = new TreeSet<>();

  /** Services that move by themselves and have yet to be looked at. */
  private final TreeSet<String> unseen = new TreeSet<>();

  private @Nullable Instant autoAt;
  private @Nullable Instant lookAt;

  /** Whether there is something to do in the next round already. */
  private boolean hasMore;

  Rebalancing(ClusterImage image) {
    image.services().values().forEach(service -> note(service.id(), service, image.at()));
  }

  /** A service was written; null when it is gone. */
  void note(String serviceId, @Nullable Service service, Instant at) {
    keep(moving, serviceId, service != null && isMoving(service));
    keep(auto, serviceId, service != null && movesByItself(service));
    touched(serviceId, at);
  }

  /** Something about a service's tasks has changed. */
  void touched(String serviceId, Instant at) {
    hasMore |= moving.contains(serviceId);
    if (auto.contains(serviceId)) {
      stirred(at);
    }
  }

  /** Nodes or tasks are not as they were. */
  void stirred(Instant at) {
    if (autoAt == null && !auto.isEmpty()) {
      autoAt = at.plus(AUTO_AFTER);
    }
  }

  boolean hasMore() {
    return hasMore;
  }

  Optional<Instant> wakeAt() {
    return Stream.of(Optional.ofNullable(autoAt), Optional.ofNullable(lookAt))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static void keep(Set<String> set, String id, boolean in) {
    if (in) {
      set.add(id);
    } else {
      set.remove(id);
    }
  }

  private static boolean isMoving(Service service) {
    RebalanceStatus status = service.rebalanceStatus();
    return status != null && status.state() == RebalanceState.MOVING;
  }

  private static boolean movesByItself(Service service) {
    return service.spec().taskTemplate().placementOrAnywhere().rebalances();
  }

  /**
   * Begins what is to begin, and ends what is over.
   *
   * @param books the slots of services that were looked at in this term
   */
  void proceed(Turn turn, Books books, Placer placer, Agenda agenda) {
    boolean due = hasMore || (lookAt != null && !lookAt.isAfter(turn.at()));
    boolean autoDue = autoAt != null && !autoAt.isAfter(turn.at());
    if (!due && !autoDue) {
      return;
    }
    hasMore = false;
    lookAt = null;
    if (turn.isFull() || !placer.isSettled(turn.at())) {
      lookAt = turn.at().plus(LOOK_AGAIN);
      autoAt = autoDue ? lookAt : autoAt;
      return;
    }
    BalanceLook look = new BalanceLook(turn, books, placer, agenda);
    if (autoDue) {
      lookForThoseWhoMoveByThemselves(turn, look);
    }
    if (!moving.isEmpty()) {
      lookForThoseWhoMove(turn, look);
    }
  }

  private void lookForThoseWhoMove(Turn turn, BalanceLook look) {
    moving.forEach(look::count);
    for (String serviceId : List.copyOf(moving)) {
      switch (look.goOn(serviceId)) {
        case BEGUN -> {
          hasMore = true; // what comes next is decided with what has come of this move
          return;
        }
        case WAITS -> lookAt = turn.at().plus(LOOK_AGAIN);
        case OVER -> moving.remove(serviceId);
      }
    }
  }

  private void lookForThoseWhoMoveByThemselves(Turn turn, BalanceLook look) {
    if (!isCalm(turn)) {
      autoAt = turn.at().plus(AUTO_AFTER);
      return;
    }
    if (unseen.isEmpty()) {
      unseen.addAll(auto);
    }
    autoAt = null;
    int looks = Math.max(1, COMPARED_MAX / Math.max(1, turn.image().nodes().size()));
    for (; looks > 0 && !unseen.isEmpty(); looks--) {
      Service service = turn.service(unseen.removeFirst());
      if (service != null && movesByItself(service) && !isMoving(service)) {
        consider(turn, look, service);
      }
    }
    if (!unseen.isEmpty()) {
      autoAt = turn.at();
    }
  }

  /** Whether nothing was lost lately that may still come back. */
  private static boolean isCalm(Turn turn) {
    Instant longAgo = turn.at().minus(AFTER_A_LOSS);
    for (Node node : turn.image().nodes().values()) {
      Instant down = node.downSince();
      boolean lately = down != null && down.isAfter(longAgo);
      if (lately || node.status().state() == NodeState.UNKNOWN) {
        return false;
      }
    }
    return true;
  }

  private void consider(Turn turn, BalanceLook look, Service service) {
    RebalanceStatus last = service.rebalanceStatus();
    if (last != null && last.completedAt() != null && !last.stayed().isEmpty()) {
      Instant again = last.completedAt().plus(BACK_OFF);
      if (again.isAfter(turn.at())) {
        autoAt = autoAt == null || again.isBefore(autoAt) ? again : autoAt;
        return;
      }
    }
    if (look.wouldMove(service)) {
      RebalanceStatus begun = RebalanceStatus.begun(turn.at(), true, 0);
      turn.add(new Change.PutService(service.withRebalanceStatus(begun)));
      moving.add(service.id());
    }
  }
}
