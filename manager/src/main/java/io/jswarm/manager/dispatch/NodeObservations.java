package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of nodes and is not in the image yet. Each is said to the writer once, and again
 * when the image has not followed after {@link #REPEAT}: a write may be lost.
 */
final class NodeObservations {
  static final Duration REPEAT = Duration.ofSeconds(5);

  private record Seen(
      NodeStatus status, @Nullable NodeDescription description, @Nullable Instant said) {}

  private final Map<String, Seen> open = new TreeMap<>();

  void clear() {
    open.clear();
  }

  void forget(String nodeId) {
    open.remove(nodeId);
  }

  /** This is how the node is now; null leaves its description as it is. */
  void see(String nodeId, NodeStatus status, @Nullable NodeDescription description) {
    Seen before = open.get(nodeId);
    NodeDescription kept = description == null && before != null ? before.description : description;
    if (before == null || !before.status.equals(status) || differ(before.description, kept)) {
      open.put(nodeId, new Seen(status, kept, null));
    }
  }

  /** What to say to the writer now. */
  List<DispatchEffect> due(ClusterImage image, Instant now) {
    List<DispatchEffect> due = new ArrayList<>();
    for (Iterator<Map.Entry<String, Seen>> each = open.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<String, Seen> entry = each.next();
      Seen seen = entry.getValue();
      Node node = image.node(entry.getKey());
      if (node == null || isIn(node, seen)) {
        each.remove();
      } else if (seen.said == null || !now.isBefore(seen.said.plus(REPEAT))) {
        entry.setValue(new Seen(seen.status, seen.description, now));
        due.add(new DispatchEffect.ObserveNode(node.id(), seen.status, news(node, seen)));
      }
    }
    return due;
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
