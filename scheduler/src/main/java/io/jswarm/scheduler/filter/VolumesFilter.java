package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node can mount the cluster volumes; no node can, as there are none. */
record VolumesFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return demand.clusterMounts();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return false;
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("cannot fulfill requested CSI volume mounts", nodes);
  }
}
