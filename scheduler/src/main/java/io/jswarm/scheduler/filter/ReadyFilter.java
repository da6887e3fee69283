package io.jswarm.scheduler.filter;

import io.jswarm.api.model.NodeState;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node is up and takes new tasks. */
record ReadyFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return true;
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return node.node().status().state() == NodeState.READY && node.node().spec().isActive();
  }

  @Override
  public String explain(int nodes) {
    return nodes == 1
        ? "1 node not available for new tasks"
        : nodes + " nodes not available for new tasks";
  }
}
