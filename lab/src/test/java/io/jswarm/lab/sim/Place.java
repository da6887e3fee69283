package io.jswarm.lab.sim;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.Version;

/**
 * Where a service may have one task at a time: a slot, or a node; in one run of it where a job
 * follows a schedule.
 */
record Place(String serviceId, int slot, String nodeId, long run) implements Comparable<Place> {

  static Place of(Service service, Task task) {
    boolean perNode = service.spec().workload().isPerNode();
    Version run = ScheduleRules.status(service) == null ? null : task.jobIteration();
    return new Place(
        service.id(), task.slot(), perNode ? task.nodeId() : "", run == null ? 0 : run.index());
  }

  @Override
  public int compareTo(Place other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    String place = nodeId.isEmpty() ? "slot %d".formatted(slot) : nodeId;
    return place + (run == 0 ? "" : " in run " + run) + " of " + serviceId;
  }
}
