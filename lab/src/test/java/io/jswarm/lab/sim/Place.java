package io.jswarm.lab.sim;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;

/** Where a service may have one task at a time: a slot, or a node. */
record Place(String serviceId, int slot, String nodeId) implements Comparable<Place> {

  static Place of(Service service, Task task) {
    boolean perNode = service.spec().workload().isPerNode();
    return new Place(service.id(), task.slot(), perNode ? task.nodeId() : "");
  }

  @Override
  public int compareTo(Place other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return (nodeId.isEmpty() ? "slot %d".formatted(slot) : nodeId) + " of " + serviceId;
  }
}
