package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** The node has the data of the volumes the task must stay with. */
record VolumeDataFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return demand.volumes().hard() && !demand.volumes().names().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    return demand.volumes().metBy(node) == demand.volumes().names().size();
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("the data of its volumes is not", nodes);
  }
}
