package io.jswarm.scheduler.node;

import io.jswarm.api.model.ClusterVolume;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Platform;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Task;
import io.jswarm.scheduler.constraint.Constraints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a waiting task asks of a node; the same for all tasks of one service and spec version.
 *
 * @param generic how many pieces of each kind; kinds are asked for by number only, but {@link #ALL}
 *     of a kind that must all be free
 * @param maxReplicas most tasks of the service on one node; 0 is any number
 * @param volumeFault why no node can mount its cluster volumes; empty when it has none
 * @param volumes those whose data it wants to find, among those there are
 */
public record Demand(
    String serviceId,
    long nanoCpus,
    long memoryBytes,
    List<DiscreteResourceSpec> generic,
    Constraints constraints,
    List<Platform> platforms,
    long maxReplicas,
    List<HostPort> hostPorts,
    List<PluginNeed> plugins,
    String volumeFault,
    List<SpreadKey> spread,
    VolumeWish volumes) {

  /** As a number of pieces: however many the node has, one at least. */
  static final long ALL = ContainerSpec.ALL_GPUS;

  /**
   * What a task asks for, given what its service publishes and where its volumes may be.
   *
   * @param clusterVolumes those there are
   * @throws io.jswarm.scheduler.constraint.BadConstraint when a constraint cannot be read, which is
   *     refused before a service is stored
   */
  public static Demand of(
      Task task,
      EndpointSpec endpoint,
      VolumeWish volumes,
      Collection<ClusterVolume> clusterVolumes) {
    Resources reserved = task.spec().reservations();
    Placement placement = task.spec().placementOrAnywhere();
    return new Demand(
        task.serviceId(),
        reserved.nanoCpus(),
        reserved.memoryBytes(),
        generic(task, reserved),
        Constraints.parse(placement.constraints()),
        placement.platforms(),
        placement.maxReplicas(),
        HostPort.of(endpoint),
        PluginNeed.of(task),
        ClusterMounts.fault(task, clusterVolumes),
        SpreadKey.of(placement),
        volumes);
  }

  /** What is reserved by name of its kind, and the GPUs, which are pieces as any others. */
  private static List<DiscreteResourceSpec> generic(Task task, Resources reserved) {
    List<DiscreteResourceSpec> wanted = new ArrayList<>();
    for (GenericResource each : reserved.genericResources()) {
      DiscreteResourceSpec pieces = each.discreteResourceSpec();
      if (pieces != null && pieces.value() > 0) {
        wanted.add(pieces);
      }
    }
    ContainerSpec container = task.spec().containerSpec();
    if (container != null && container.gpus() != 0) {
      wanted.add(new DiscreteResourceSpec(GenericResource.GPU, container.gpus()));
    }
    return List.copyOf(wanted);
  }
}
