package io.jswarm.scheduler.spread;

import io.jswarm.scheduler.node.NodeView;
import io.jswarm.scheduler.node.VolumeWish;
import java.util.Comparator;
import java.util.Map;

/**
 * Which of two nodes is the better one for a task of a service: the one that says nothing is wrong
 * with it, else the one with fewer recent failures where they matter, else with more of the data it
 * would like to find, else with fewer tasks of the service, else with fewer tasks at all, else the
 * one with the smaller id.
 */
public final class Order implements Comparator<NodeView> {
  private final String serviceId;
  private final Map<String, Integer> failures;
  private final VolumeWish volumes;

  /**
   * The order for a service.
   *
   * @param failures the nodes on which its tasks failed too often, with how often
   * @param volumes whose data its tasks would like to find
   */
  public Order(String serviceId, Map<String, Integer> failures, VolumeWish volumes) {
    this.serviceId = serviceId;
    this.failures = failures;
    this.volumes = volumes;
  }

  /** The order for a service that looks for no data. */
  public Order(String serviceId, Map<String, Integer> failures) {
    this(serviceId, failures, VolumeWish.NONE);
  }

  @Override
  public int compare(NodeView a, NodeView b) {
    int order = Boolean.compare(isTroubled(a), isTroubled(b));
    if (order == 0) {
      order = Integer.compare(failuresOn(a), failuresOn(b));
    }
    if (order == 0 && !volumes.names().isEmpty()) {
      order = Integer.compare(volumes.metBy(b), volumes.metBy(a));
    }
    if (order == 0) {
      order = Integer.compare(a.activeOf(serviceId), b.activeOf(serviceId));
    }
    if (order == 0) {
      order = Integer.compare(a.active(), b.active());
    }
    return order == 0 ? a.id().compareTo(b.id()) : order;
  }

  /** A node that can be reached has a message only when something is wrong, such as a full disk. */
  private static boolean isTroubled(NodeView node) {
    return !node.node().status().message().isEmpty();
  }

  private int failuresOn(NodeView node) {
    return failures.isEmpty() ? 0 : failures.getOrDefault(node.id(), 0);
  }
}
