package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;

/** One reason why a node may not run a task. */
sealed interface Filter
    permits ReadyFilter,
        ResourceFilter,
        PluginFilter,
        ConstraintFilter,
        PlatformFilter,
        HostPortFilter,
        MaxReplicasFilter,
        VolumesFilter,
        VolumeDataFilter {

  /** Whether the demand gives it anything to check. */
  boolean concerns(Demand demand);

  /** Whether the node may run a task with this demand. */
  boolean passes(NodeView node, Demand demand);

  /** What users read when this is what kept so many nodes out. */
  String explain(int nodes);

  /** The same, when more can be said that is so on all of them. */
  default String explain(int nodes, Demand demand) {
    return explain(nodes);
  }

  /** {@code what 1 node} or {@code what 3 nodes}. */
  static String on(String what, int nodes) {
    return what + " on " + nodes + (nodes == 1 ? " node" : " nodes");
  }
}
