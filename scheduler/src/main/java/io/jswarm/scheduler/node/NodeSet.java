package io.jswarm.scheduler.node;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Task;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All nodes in the order of their ids, with what is taken of each. Kept from round to round by one
 * owner, who tells it of every node and task that changed or went; telling it twice does no harm.
 * When the owner cannot say what changed, it starts a new one.
 */
public final class NodeSet {
  private final NavigableMap<String, NodeView> nodes = new TreeMap<>();

  /** Where each task is that takes something. */
  private final Map<String, String> nodeOfTask = new HashMap<>();

  /** What the tasks of a node take, by task; also for nodes that are not known yet or any more. */
  private final Map<String, Map<String, Claim>> claims = new HashMap<>();

  /** How many nodes have a volume of this name; only looked into. */
  private final Map<String, Integer> volumes = new HashMap<>();

  /** A node is new or has changed. */
  public void putNode(Node node) {
    NodeView known = nodes.get(node.id());
    if (known != null) {
      count(known.node().description().volumes(), -1);
    }
    count(node.description().volumes(), 1);
    nodes.put(node.id(), known == null ? counted(node) : known.withNode(node));
  }

  /** A node is gone. */
  public void removeNode(String nodeId) {
    NodeView known = nodes.remove(nodeId);
    if (known != null) {
      count(known.node().description().volumes(), -1);
    }
  }

  private void count(List<String> names, int change) {
    for (String name : names) {
      volumes.merge(name, change, (before, more) -> before + more == 0 ? null : before + more);
    }
  }

  /** Whether a node has a volume of this name. */
  boolean hasVolume(String name) {
    return volumes.containsKey(name);
  }

  /**
   * A task is new or has changed. Only tasks that were given a node, and have not stopped, take
   * anything.
   *
   * @param endpoint what the task's service published when the task was made
   */
  public void putTask(Task task, EndpointSpec endpoint) {
    removeTask(task.id());
    if (takes(task)) {
      Claim claim = Claim.of(task, endpoint);
      nodeOfTask.put(task.id(), task.nodeId());
      claims.computeIfAbsent(task.nodeId(), _ -> new TreeMap<>()).put(task.id(), claim);
      nodes.computeIfPresent(task.nodeId(), (_, view) -> view.with(claim));
    }
  }

  /** A task is gone. */
  public void removeTask(String taskId) {
    String nodeId = nodeOfTask.remove(taskId);
    if (nodeId == null) {
      return;
    }
    Map<String, Claim> ofNode = claims.getOrDefault(nodeId, Map.of());
    Claim claim = ofNode.remove(taskId);
    if (ofNode.isEmpty()) {
      claims.remove(nodeId);
    }
    if (claim != null) {
      nodes.computeIfPresent(nodeId, (_, view) -> view.without(claim));
    }
  }

  /** The nodes in the order of their ids. */
  public Collection<NodeView> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  /** The node of this id, or null when there is none. */
  public @Nullable NodeView node(String nodeId) {
    return nodes.get(nodeId);
  }

  private static boolean takes(Task task) {
    return !task.nodeId().isEmpty() && task.status().state().isWithWorker();
  }

  private NodeView counted(Node node) {
    NodeView view = NodeView.of(node);
    for (Claim claim : claims.getOrDefault(node.id(), Map.of()).values()) {
      view = view.with(claim);
    }
    return view;
  }
}
