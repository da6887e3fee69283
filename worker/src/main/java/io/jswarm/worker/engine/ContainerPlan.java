package io.jswarm.worker.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.TaskSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container to be made for a task.
 *
 * @param containerId 64 lower-case hexadecimal digits, decided by the caller so that doing it twice
 *     makes one container
 * @param name {@code <service>.<slot>.<task id>}
 * @param nodeHostname for the host name of containers on the host's network
 * @param slot 0 for a task without one
 * @param labels all of them, Swarm's own ({@link #swarmLabels}) too
 * @param gpus names of the GPUs it is given, or {@code all}
 */
public record ContainerPlan(
    String containerId,
    String name,
    String taskId,
    String serviceId,
    String serviceName,
    String nodeId,
    String nodeHostname,
    long slot,
    TaskSpec spec,
    SortedMap<String, String> labels,
    NetworkMode network,
    List<String> gpus) {

  private static final String ID_PATTERN = "[0-9a-f]{64}";

  public ContainerPlan {
    if (!containerId.matches(ID_PATTERN)) {
      throw new IllegalArgumentException("a container id is 64 hex digits, not " + containerId);
    }
    labels = new TreeMap<>(labels);
    gpus = gpus == null ? List.of() : List.copyOf(gpus);
  }

  /** A container without GPUs. */
  public ContainerPlan(
      String containerId,
      String name,
      String taskId,
      String serviceId,
      String serviceName,
      String nodeId,
      String nodeHostname,
      long slot,
      TaskSpec spec,
      SortedMap<String, String> labels,
      NetworkMode network) {
    this(
        containerId,
        name,
        taskId,
        serviceId,
        serviceName,
        nodeId,
        nodeHostname,
        slot,
        spec,
        labels,
        network,
        List.of());
  }

  /** The same container, met by the network in this way. */
  public ContainerPlan withNetwork(NetworkMode network) {
    return new ContainerPlan(
        containerId,
        name,
        taskId,
        serviceId,
        serviceName,
        nodeId,
        nodeHostname,
        slot,
        spec,
        labels,
        network,
        gpus);
  }

  /** What to run; a task that is no container is refused by the engine. */
  @JsonIgnore
  public ContainerSpec container() {
    ContainerSpec container = spec.containerSpec();
    if (container == null) {
      throw new EngineException.Rejected(
          "this node runs containers only: the task has no container spec");
    }
    return container;
  }

  /** The labels of a container of this task: the spec's, then Swarm's, which win. */
  public static SortedMap<String, String> swarmLabels(
      ContainerSpec spec,
      String name,
      String taskId,
      String serviceId,
      String serviceName,
      String nodeId) {
    SortedMap<String, String> labels = new TreeMap<>(spec.labels());
    labels.put("com.docker.swarm.task", "");
    labels.put("com.docker.swarm.task.id", taskId);
    labels.put("com.docker.swarm.task.name", name);
    labels.put("com.docker.swarm.node.id", nodeId);
    labels.put("com.docker.swarm.service.id", serviceId);
    labels.put("com.docker.swarm.service.name", serviceName);
    return labels;
  }
}
