package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** No other task of the node has the host ports the task publishes. */
record HostPortFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return !demand.hostPorts().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return demand.hostPorts().stream().noneMatch(node::isTaken);
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("host-mode port already in use", nodes);
  }
}
