package io.jswarm.scheduler.node;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Task;
import java.util.List;

/**
 * What one task takes of its node.
 *
 * @param active whether it counts as one of the service's tasks: it does until it is told to stop,
 *     while its resources stay taken until it has stopped
 * @param generic the pieces it was given, not those it asked for
 */
public record Claim(
    String serviceId,
    boolean active,
    long nanoCpus,
    long memoryBytes,
    List<GenericResource> generic,
    List<HostPort> hostPorts) {

  /** What a placed task takes, given what its service publishes. */
  public static Claim of(Task task, EndpointSpec endpoint) {
    Resources reserved = task.spec().reservations();
    return new Claim(
        task.serviceId(),
        !task.isToStop(),
        reserved.nanoCpus(),
        reserved.memoryBytes(),
        task.genericResources(),
        HostPort.of(endpoint));
  }

  /** The same once the task is told to stop: its resources stay taken until it has stopped. */
  public Claim leaving() {
    return new Claim(serviceId, false, nanoCpus, memoryBytes, generic, hostPorts);
  }

  /** What a task that waits would take, were it given these pieces. */
  public static Claim of(Demand demand, List<GenericResource> generic) {
    return new Claim(
        demand.serviceId(),
        true,
        demand.nanoCpus(),
        demand.memoryBytes(),
        generic,
        demand.hostPorts());
  }
}
