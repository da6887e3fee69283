package io.jswarm.scheduler.filter;

import io.jswarm.api.model.PluginDescription;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;
import java.util.List;

/** The node's engine has the plugins the task needs. */
record PluginFilter() implements Filter {
  @Override
  public boolean concerns(Demand demand) {
    return !demand.plugins().isEmpty();
  }

  @Override
  public boolean passes(NodeView node, Demand demand) {
    List<PluginDescription> present = node.node().description().engine().plugins();
    return demand.plugins().stream().allMatch(need -> need.isMetBy(present));
  }

  @Override
  public String explain(int nodes) {
    return Filter.on("missing plugin", nodes);
  }
}
