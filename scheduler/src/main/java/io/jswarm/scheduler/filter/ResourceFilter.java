package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node has what the task wants reserved. */
record ResourceFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return demand.nanoCpus() > 0 || demand.memoryBytes() > 0 || !demand.generic().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return demand.nanoCpus() <= node.nanoCpusFree()
        && demand.memoryBytes() <= node.memoryBytesFree()
        && node.give(demand).isPresent();
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("insufficient resources", nodes);
  }
}
