package io.jswarm.worker.engine;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.TaskSpec;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A container to be made for a task.
 *
 * @param containerId 64 lower-case hexadecimal digits, decided by the caller so that doing it twice
 *     makes one container
 * @param name {@code <service>.<slot>.<task id>}
 * @param nodeHostname for the host name of containers on the host's network
 * @param slot 0 for a task without one
 * @param labels all of them, Swarm's own ({@link #withSwarmLabels}) too
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

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  public ContainerPlan {
    if (!ID.matcher(containerId).matches()) {
      throw new IllegalArgumentException("a container id is 64 hex digits, not " + containerId);
    }
    labels = new TreeMap<>(labels);
    gpus = gpus == null ? List.of() : List.copyOf(gpus);
  }

  /** A container for a task of no service, with nothing but its spec and on no network. */
  public static ContainerPlan of(String containerId, String taskId, TaskSpec spec) {
    return new ContainerPlan(
        containerId,
        taskId,
        taskId,
        "",
        "",
        "",
        "",
        0,
        spec,
        new TreeMap<>(),
        new NetworkMode.Isolated(),
        List.of());
  }

  public ContainerPlan withName(String name) {
    return with(draft -> draft.name = name);
  }

  /** The same container, of a slot of a service; 0 for a task without one. */
  public ContainerPlan withService(String id, String name, long slot) {
    return with(draft -> {
      draft.serviceId = id;
      draft.serviceName = name;
      draft.slot = slot;
    });
  }

  /** The same container on a node. */
  public ContainerPlan withNode(String id, String hostname) {
    return with(draft -> {
      draft.nodeId = id;
      draft.nodeHostname = hostname;
    });
  }

  /**
   * The same container with the labels of one of its task, service and node: the spec's, then
   * Swarm's, which win.
   */
  public ContainerPlan withSwarmLabels() {
    SortedMap<String, String> all = new TreeMap<>(container().labels());
    all.put("com.docker.swarm.task", "");
    all.put("com.docker.swarm.task.id", taskId);
    all.put("com.docker.swarm.task.name", name);
    all.put("com.docker.swarm.node.id", nodeId);
    all.put("com.docker.swarm.service.id", serviceId);
    all.put("com.docker.swarm.service.name", serviceName);
    return with(draft -> draft.labels = all);
  }

  /** The same container, met by the network in this way. */
  public ContainerPlan withNetwork(NetworkMode network) {
    return with(draft -> draft.network = network);
  }

  /** The same container, given these GPUs. */
  public ContainerPlan withGpus(List<String> gpus) {
    return with(draft -> draft.gpus = gpus);
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

  private ContainerPlan with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The components as variables: a copy names only what differs. */
  private static final class Draft {
    private String containerId;
    private String name;
    private String taskId;
    private String serviceId;
    private String serviceName;
    private String nodeId;
    private String nodeHostname;
    private long slot;
    private TaskSpec spec;
    private SortedMap<String, String> labels;
    private NetworkMode network;
    private List<String> gpus;

    Draft(ContainerPlan from) {
      containerId = from.containerId;
      name = from.name;
      taskId = from.taskId;
      serviceId = from.serviceId;
      serviceName = from.serviceName;
      nodeId = from.nodeId;
      nodeHostname = from.nodeHostname;
      slot = from.slot;
      spec = from.spec;
      labels = from.labels;
      network = from.network;
      gpus = from.gpus;
    }

    ContainerPlan made() {
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
  }
}
