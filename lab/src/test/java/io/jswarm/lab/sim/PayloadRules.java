package io.jswarm.lab.sim;

import static io.jswarm.lab.sim.Ledger.require;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.PayloadReference;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may know a secret or config: a node is given one for a task of its own only and forgets it
 * with the last, and no container is made without one that is in the cluster.
 */
final class PayloadRules {
  private PayloadRules() {}

  /** A node hears this of a leader. */
  static void told(Ledger ledger, String nodeId, Assignments told) {
    if (told.payloads().isEmpty()) {
      return;
    }
    ClusterImage image = ledger.imageAfter(told.round());
    for (PayloadData payload : told.payloads()) {
      require(
          image.tasksOfNode(nodeId).stream()
              .anyMatch(task -> task.isLive() && needs(task.spec(), payload.key())),
          () -> "%s is given %s, and no task there needs it".formatted(nodeId, payload.name()));
    }
  }

  /** A node makes a container with these, or refuses to for want of some. */
  static void handed(Ledger ledger, Task task, List<PayloadData> handed) {
    ClusterImage image = ledger.newest();
    for (PayloadReference reference : references(task)) {
      require(
          image.payload(reference.kind(), reference.id()) == null
              || handed.stream().anyMatch(each -> each.key().equals(PayloadData.key(reference))),
          () -> "task %s was not given %s".formatted(task.id(), reference.name()));
    }
  }

  private static List<PayloadReference> references(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    return container == null ? List.of() : container.payloads();
  }

  private static boolean needs(TaskSpec spec, String key) {
    return PayloadData.neededBy(spec).contains(key);
  }

  /** What a node should know when all is at rest. */
  static Set<String> neededOn(String nodeId, ClusterImage image) {
    Set<String> keys = new TreeSet<>();
    for (Task task : image.tasksOfNode(nodeId)) {
      if (task.isLive() && !task.isUnassigned() && !task.isToStop()) {
        for (PayloadReference reference : references(task)) {
          if (image.payload(reference.kind(), reference.id()) != null) {
            keys.add(PayloadData.key(reference));
          }
        }
      }
    }
    return keys;
  }
}
