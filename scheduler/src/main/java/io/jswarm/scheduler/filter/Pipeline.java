package io.jswarm.scheduler.filter;

import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The filters that matter for one demand, in Swarm's order and ours last; the first that fails is
 * the reason.
 */
public final class Pipeline {
  private static final List<Filter> ALL =
      List.of(
          new ReadyFilter(),
          new ResourceFilter(),
          new PluginFilter(),
          new ConstraintFilter(),
          new PlatformFilter(),
          new HostPortFilter(),
          new MaxReplicasFilter(),
          new VolumesFilter(),
          new VolumeDataFilter());

  private final Demand demand;
  private final List<Filter> filters;

  public Pipeline(Demand demand) {
    this.demand = demand;
    this.filters = ALL.stream().filter(filter -> filter.concerns(demand)).toList();
  }

  /** Whether the node may run a task with the demand. */
  public boolean passes(NodeView node) {
    return firstFailing(node) < 0;
  }

  /**
   * What kept these nodes out, the most frequent reason first; empty when nothing did, or there are
   * no nodes. Nodes that pass are not mentioned.
   */
  public String explain(Collection<NodeView> nodes) {
    int[] failing = new int[filters.size()];
    for (NodeView node : nodes) {
      int failed = firstFailing(node);
      if (failed >= 0) {
        failing[failed]++;
      }
    }
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < failing.length; i++) {
      if (failing[i] > 0) {
        reasons.add(new Reason(filters.get(i), failing[i]));
      }
    }
    return reasons.stream()
        .sorted(Comparator.comparingInt(Reason::nodes).reversed())
        .map(reason -> reason.filter().explain(reason.nodes(), demand))
        .collect(Collectors.joining("; "));
  }

  private record Reason(Filter filter, int nodes) {}

  private int firstFailing(NodeView node) {
    for (int i = 0; i < filters.size(); i++) {
      if (!filters.get(i).passes(node, demand)) {
        return i;
      }
    }
    return -1;
  }
}
