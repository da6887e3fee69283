package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of nodes and is not in the image yet. Each is said to the writer once, and again
 * when the image has not followed after {@link #REPEAT}: a write may be lost. Costs nothing for
 * nodes of which nothing is new, however many wait for the image to follow.
 */
final class NodeObservations {
  static final Duration REPEAT = Duration.ofSeconds(5);

  private record Seen(
      NodeStatus status, @Nullable NodeDescription description, @Nullable Instant said) {}

  private final Map<String, Seen> open = new TreeMap<>();
  private final TreeSet<String> toSay = new TreeSet<>();

  /** Nothing is to be repeated before. */
  private Instant repeatAt = Instant.MAX;

  void clear() {
    open.clear();
    toSay.clear();
  }

  void forget(String nodeId) {
    open.remove(nodeId);
    toSay.remove(nodeId);
  }

  /** The image has another word on this node, maybe what was said. */
  void imageChanged(String nodeId, ClusterImage image) {
    Seen seen = open.get(nodeId);
    Node node = image.node(nodeId);
    if (seen != null && (node == null || isIn(node, seen))) {
      forget(nodeId);
    }
  }

  /** Nobody knows what is different in the image. */
  void imageReplaced(ClusterImage image) {
    List.copyOf(open.keySet()).forEach(nodeId -> imageChanged(nodeId, image));
  }

  /** This is how the node is now; null leaves its description as it is. */
  void see(String nodeId, NodeStatus status, @Nullable NodeDescription description) {
    Seen before = open.get(nodeId);
    NodeDescription kept = description == null && before != null ? before.description : description;
    if (before == null || !before.status.equals(status) || differ(before.description, kept)) {
      open.put(nodeId, new Seen(status, kept, null));
      toSay.add(nodeId);
    }
  }

  /** What to say to the writer now. */
  List<DispatchEffect> due(ClusterImage image, Instant now) {
    if (!now.isBefore(repeatAt)) {
      noteUnheard(now);
    }
    if (toSay.isEmpty()) {
      return List.of();
    }
    List<DispatchEffect> due = new ArrayList<>();
    for (String nodeId : toSay) {
      Seen seen = open.get(nodeId);
      Node node = image.node(nodeId);
      if (seen == null || node == null || isIn(node, seen)) {
        open.remove(nodeId);
      } else {
        open.put(nodeId, new Seen(seen.status, seen.description, now));
        due.add(new DispatchEffect.ObserveNode(nodeId, seen.status, news(node, seen)));
      }
    }
    toSay.clear();
    Instant again = now.plus(REPEAT);
    if (again.isBefore(repeatAt)) {
      repeatAt = again;
    }
    return due;
  }

  /** Finds what was said so long ago that it may be lost. */
  private void noteUnheard(Instant now) {
    repeatAt = Instant.MAX;
    open.forEach((nodeId, seen) -> {
      Instant again = seen.said == null ? now : seen.said.plus(REPEAT);
      if (!now.isBefore(again)) {
        toSay.add(nodeId);
      } else if (again.isBefore(repeatAt)) {
        repeatAt = again;
      }
    });
  }

  private static boolean isIn(Node node, Seen seen) {
    return node.status().equals(seen.status) && news(node, seen) == null;
  }

  private static @Nullable NodeDescription news(Node node, Seen seen) {
    return differ(node.description(), seen.description) ? seen.description : null;
  }

  private static boolean differ(@Nullable NodeDescription before, @Nullable NodeDescription after) {
    return after != null && !after.equals(before);
  }
}
