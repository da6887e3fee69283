package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node satisfies the placement constraints. */
record ConstraintFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return !demand.constraints().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return demand.constraints().matches(node.node());
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("scheduling constraints not satisfied", nodes);
  }
}
