package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node has fewer tasks of the service than the most it may have. */
record MaxReplicasFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return demand.maxReplicas() > 0;
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return node.activeOf(demand.serviceId()) < demand.maxReplicas();
  }

  @Override
  public String explain(int nodes) {
    return "max replicas per node limit exceed";
  }
}
