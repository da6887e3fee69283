package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node can mount the cluster volumes; no node can before a plugin has made them. */
record VolumesFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return !demand.volumeFault().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return false;
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("cannot fulfill requested CSI volume mounts", nodes);
  }

  @Override
  public String explain(int nodes, Demand demand) {
    return explain(nodes) + ": " + demand.volumeFault();
  }
}
