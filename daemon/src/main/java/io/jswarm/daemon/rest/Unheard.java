package io.jswarm.daemon.rest;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is not known of tasks whose node is not heard. Their state stays the last that was seen, in
 * words Docker's clients know; the error says that nothing newer is known, and {@code
 * UnknownSince}, a member of our own, since when.
 */
final class Unheard {
  private Unheard() {}

  /** Whether a task of this node that was last seen running may be counted as running. */
  static boolean isHeard(@Nullable Node node) {
    return node != null && node.status().state() == NodeState.READY;
  }

  /** Says so in the task as it is shown, if it is not known whether it runs. */
  static void note(ClusterImage image, Task task, ObjectNode shown) {
    Node node = image.node(task.nodeId());
    boolean known = !task.status().state().isWithWorker() || isHeard(node);
    if (known || !(shown.path("Status") instanceof ObjectNode status)) {
      return;
    }
    Instant since = node == null ? null : node.downSince();
    status.put("UnknownSince", (since == null ? task.updatedAt() : since).toString());
    if (task.status().err().isEmpty()) {
      status.put("Err", "node " + name(node, task) + " is down: whether this runs is not known");
    }
  }

  private static String name(@Nullable Node node, Task task) {
    String hostname = node == null ? "" : node.description().hostname();
    return hostname.isEmpty() ? task.nodeId() : hostname;
  }
}
