package io.jswarm.scheduler;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Task;
import java.util.Collection;
import java.util.List;

/**
 * A task that waits for a node, or for word that the node it was made for will do.
 *
 * @param endpoint what the task's service publishes, for the ports of the node itself
 * @param serviceName for the names of volumes that are made of it
 * @param clusterVolumes those there are, for a task that mounts some
 */
public record Pending(
    Task task,
    EndpointSpec endpoint,
    String serviceName,
    Collection<ClusterVolume> clusterVolumes) {
  /** One in a cluster without volumes. */
  public Pending(Task task, EndpointSpec endpoint, String serviceName) {
    this(task, endpoint, serviceName, List.of());
  }

  /** One whose volumes are not called after its service. */
  public Pending(Task task, EndpointSpec endpoint) {
    this(task, endpoint, "");
  }
}
