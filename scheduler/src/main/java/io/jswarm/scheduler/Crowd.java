package io.jswarm.scheduler;

import java.util.List;
import java.util.Map;

/**
 * The running tasks of one service that may be moved.
 *
 * @param tasks each with the node it is on; of one spec, so that one node is as good as another for
 *     all that have no volumes of their own
 * @param failures the nodes on which the service's tasks failed too often, with how often
 */
public record Crowd(String serviceId, List<Pending> tasks, Map<String, Integer> failures) {
  public Crowd {
    tasks = List.copyOf(tasks);
    failures = Map.copyOf(failures);
  }
}
