package io.jswarm.manager.dispatch;

import io.jswarm.api.model.Task;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which nodes a list of changes concerns, and how. */
final class Touched {
  /** Ids of tasks by the node that has or had them. */
  final Map<String, Set<String>> tasksByNode = new TreeMap<>();

  /** Nodes that were put or removed. */
  final Set<String> nodes = new TreeSet<>();

  /** Nodes whose status was written, maybe by an observation that was overtaken. */
  final Set<String> statuses = new TreeSet<>();

  /** Whether the cluster itself or its managers changed, which every node hears of. */
  boolean surroundings;

  static Touched by(List<Change> changes, ClusterImage before, ClusterImage after) {
    Touched touched = new Touched();
    for (Change change : changes) {
      touched.add(change, before, after);
    }
    return touched;
  }

  private void add(Change change, ClusterImage before, ClusterImage after) {
    switch (change) {
      case Change.OfTask ofTask -> {
        String taskId = ofTask.taskId();
        addTask(taskId, before.task(taskId));
        addTask(taskId, after.task(taskId));
      }
      case Change.PutCluster _, Change.PutMember _, Change.RemoveMember _ -> surroundings = true;
      case Change.PutNode(var node) -> nodes.add(node.id());
      case Change.RemoveNode(String nodeId) -> nodes.add(nodeId);
      case Change.PutRevoked(String nodeId, var _) -> nodes.add(nodeId);
      case Change.SetNodeStatus(String nodeId, var _) -> statuses.add(nodeId);
      case Change.PutService _,
          Change.RemoveService _,
          Change.PutNetwork _,
          Change.RemoveNetwork _,
          Change.PutBlock _,
          Change.RemoveBlock _,
          Change.ExpireFreed _,
          Change.PutSecret _,
          Change.RemoveSecret _,
          Change.PutConfig _,
          Change.RemoveConfig _,
          Change.RenamePayload _,
          Change.PutVolume _,
          Change.RemoveVolume _,
          Change.ExpireRevoked _,
          Change.PutRequest _,
          Change.ExpireRequests _ -> {}
    }
  }

  private void addTask(String taskId, @Nullable Task task) {
    if (task != null && !task.nodeId().isEmpty()) {
      tasksByNode.computeIfAbsent(task.nodeId(), _ -> new TreeSet<>()).add(taskId);
    }
  }
}
