package io.jswarm.manager.orchestration;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have no session with this leader, though they are not known to be down: soft state of
 * a term, which is never written. New tasks go to the others. When a term begins nobody has a
 * session, so tasks wait until those that live have come, or else the first to come would get them
 * all; how long is bounded.
 */
public final class Attendance {
  /** Tasks wait so long for more nodes to come, when a term begins and the first has come. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** When only few are missing, they may be on their way: so long after the last that came. */
  static final Duration ON_THE_WAY = Duration.ofMillis(150);

  private static final int FEW = 4;

  private final Set<String> absent = new TreeSet<>();
  private final int called;
  private @Nullable Instant firstCame;
  private Instant lastCame = Instant.EPOCH;
  private boolean settled;

  private Attendance(Set<String> absent) {
    this.absent.addAll(absent);
    this.called = absent.size();
    this.settled = absent.isEmpty();
  }

  /** A term begins: nobody has come yet. */
  public static Attendance nobody(ClusterImage image) {
    Set<String> expected = new TreeSet<>();
    for (Node node : image.nodes().values()) {
      if (node.status().state() != NodeState.DOWN) {
        expected.add(node.id());
      }
    }
    return new Attendance(expected);
  }

  /** The node has begun a session, or has none any more. */
  public void note(String nodeId, boolean present, Instant now) {
    if (!present) {
      absent.add(nodeId);
    } else if (absent.remove(nodeId)) {
      firstCame = firstCame == null ? now : firstCame;
      lastCame = now;
    }
  }

  /** The node is down, or not part of the cluster any more. */
  void forget(String nodeId) {
    absent.remove(nodeId);
  }

  boolean isAbsent(String nodeId) {
    return absent.contains(nodeId);
  }

  /** Whether tasks may be given out: enough nodes have come, or have had time to. */
  boolean isSettled(Instant now) {
    settled =
        settled || absent.isEmpty() || settlesAt().filter(at -> !now.isBefore(at)).isPresent();
    return settled;
  }

  /** Whether that was so when it was asked last. */
  boolean isSettled() {
    return settled;
  }

  /**
   * When tasks may be given out although nobody comes; empty when they may already, or nobody has.
   */
  Optional<Instant> wakeAt() {
    return settled ? Optional.empty() : settlesAt();
  }

  private Optional<Instant> settlesAt() {
    if (firstCame == null) {
      return Optional.empty();
    }
    Instant late = firstCame.plus(PATIENCE);
    Instant early = lastCame.plus(ON_THE_WAY);
    boolean fewMissing = absent.size() <= Math.max(1, called / FEW);
    return Optional.of(fewMissing && early.isBefore(late) ? early : late);
  }
}
