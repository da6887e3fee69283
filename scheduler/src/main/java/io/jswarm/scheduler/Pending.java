package io.jswarm.scheduler;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Task;

/**
 * A task that waits for a node, or for word that the node it was made for will do.
 *
 * @param endpoint what the task's service publishes, for the ports of the node itself
 * @param serviceName for the names of volumes that are made of it
 */
public record Pending(Task task, EndpointSpec endpoint, String serviceName) {
  /** One whose volumes are not called after its service. */
  public Pending(Task task, EndpointSpec endpoint) {
    this(task, endpoint, "");
  }
}
