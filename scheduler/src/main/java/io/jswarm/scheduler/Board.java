package io.jswarm.scheduler;

import io.jswarm.scheduler.node.Claim;
import io.jswarm.scheduler.node.NodeSet;
import io.jswarm.scheduler.node.NodeView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes as they will be after the decisions made so far. */
final class Board {
  private final NodeSet nodes;

  /** Only the nodes that were given something; looked into, never walked. */
  private final Map<String, NodeView> changed = new HashMap<>();

  Board(NodeSet nodes) {
    this.nodes = nodes;
  }

  @Nullable NodeView node(String id) {
    NodeView view = changed.get(id);
    return view == null ? nodes.node(id) : view;
  }

  /** All nodes in the order of their ids. */
  Collection<NodeView> all() {
    return now(nodes.nodes());
  }

  /** These nodes, in their order, as they have become. */
  Collection<NodeView> now(Collection<NodeView> views) {
    if (changed.isEmpty()) {
      return views;
    }
    List<NodeView> now = new ArrayList<>(views.size());
    for (NodeView view : views) {
      now.add(changed.getOrDefault(view.id(), view));
    }
    return now;
  }

  /** Gives a node one task more and returns what it has become. */
  NodeView add(NodeView node, Claim claim) {
    NodeView view = node.with(claim);
    changed.put(view.id(), view);
    return view;
  }

  /** Takes one task from a node. */
  void take(NodeView node, Claim claim) {
    NodeView view = node.without(claim);
    changed.put(view.id(), view);
  }
}
