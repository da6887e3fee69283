package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.VolumeOptions;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.NetworkMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns a task into the container this node makes for it, with Swarm's names, labels and template
 * fields.
 */
public final class ContainerPlans {
  private static final String RESOURCE_PREFIX = "DOCKER_RESOURCE_";

  private ContainerPlans() {}

  /**
   * The plan for a task's container. The same task on the same node gives the same plan, container
   * id included.
   *
   * @throws TemplateException when a template in the spec cannot be filled in
   */
  public static ContainerPlan plan(Assignment assignment, NodeFacts node) {
    Task task = assignment.task();
    ContainerSpec raw = task.spec().containerSpec();
    if (raw == null) {
      throw new TemplateException("this node runs containers only: the task has no container spec");
    }
    ContainerSpec spec = expand(raw, assignment, node);
    String containerId = containerId(task.id(), node.nodeId());
    return ContainerPlan.of(containerId, task.id(), task.spec().withContainerSpec(spec))
        .withName(containerName(assignment, node.nodeId()))
        .withService(task.serviceId(), assignment.serviceName(), task.slot())
        .withNode(node.nodeId(), node.hostname())
        .withSwarmLabels()
        .withNetwork(network(task))
        .withGpus(Gpus.of(raw, task.genericResources()));
  }

  /** {@code <service>.<slot>.<task id>}, with the node's id for the slot of a global service. */
  static String containerName(Assignment assignment, String nodeId) {
    Task task = assignment.task();
    return assignment.serviceName() + "." + slot(task, nodeId) + "." + task.id();
  }

  /**
   * 64 hex digits that depend on nothing but the task and the node, so that making it twice makes
   * one.
   */
  static String containerId(String taskId, String nodeId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] source = (nodeId + "/" + taskId).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(digest.digest(source));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String slot(Task task, String nodeId) {
    return task.slot() == 0 ? nodeId : Integer.toString(task.slot());
  }

  private static NetworkMode network(Task task) {
    boolean host =
        Stream.concat(
                task.networksAttachments().stream().map(each -> each.network().id()),
                task.spec().networks().stream().map(NetworkAttachmentConfig::target))
            .flatMap(each -> PredefinedNetwork.of(each).stream())
            .anyMatch(each -> each == PredefinedNetwork.HOST);
    return host ? new NetworkMode.Host() : new NetworkMode.Isolated();
  }

  private static ContainerSpec expand(ContainerSpec spec, Assignment assignment, NodeFacts node) {
    Templates templates = templates(assignment, node);
    List<String> env = new ArrayList<>(within("env", () -> templates.expand(spec.env())));
    env.addAll(resourceEnv(assignment.task().genericResources()));
    env.addAll(Gpus.env(spec, assignment.task().genericResources()));
    List<Mount> mounts =
        within(
            "mounts", () -> spec.mounts().stream().map(each -> expand(each, templates)).toList());
    String hostname = within("hostname", () -> templates.expand(spec.hostname()));
    return spec.withEnv(env).withMounts(mounts).withHostname(hostname);
  }

  /** What templates of a task may name. */
  static Templates templates(Assignment assignment, NodeFacts node) {
    Task task = assignment.task();
    String slot = slot(task, node.nodeId());
    Map<String, String> fields = new TreeMap<>();
    fields.put(".Service.ID", task.serviceId());
    fields.put(".Service.Name", assignment.serviceName());
    fields.put(".Node.ID", node.nodeId());
    fields.put(".Node.Hostname", node.hostname());
    fields.put(".Node.Platform.OS", node.platform().os());
    fields.put(".Node.Platform.Architecture", node.platform().architecture());
    fields.put(".Task.ID", task.id());
    fields.put(".Task.Name", containerName(assignment, node.nodeId()));
    fields.put(".Task.Slot", slot);
    return Templates.of(fields, assignment.serviceLabels());
  }

  private static Mount expand(Mount mount, Templates templates) {
    return new Mount(
        mount.type(),
        templates.expand(mount.source()),
        templates.expand(mount.target()),
        mount.readOnly(),
        mount.consistency(),
        mount.bindOptions(),
        expand(mount.volumeOptions(), templates),
        mount.imageOptions(),
        mount.tmpfsOptions(),
        mount.clusterOptions());
  }

  private static @Nullable VolumeOptions expand(
      @Nullable VolumeOptions options, Templates templates) {
    if (options == null) {
      return null;
    }
    Driver driver = options.driverConfig();
    return new VolumeOptions(
        options.noCopy(),
        expand(options.labels(), templates),
        options.subpath(),
        driver == null ? null : new Driver(driver.name(), expand(driver.options(), templates)));
  }

  private static Map<String, String> expand(Map<String, String> map, Templates templates) {
    SortedMap<String, String> expanded = new TreeMap<>();
    map.forEach((key, value) -> expanded.put(key, templates.expand(value)));
    return expanded;
  }

  /** As {@code DOCKER_RESOURCE_GPU=uuid1,uuid2}, so that the process knows what it was given. */
  private static List<String> resourceEnv(List<GenericResource> resources) {
    SortedMap<String, List<String>> byKind = new TreeMap<>();
    for (GenericResource each : resources) {
      var named = each.namedResourceSpec();
      var counted = each.discreteResourceSpec();
      if (named != null) {
        byKind.computeIfAbsent(named.kind(), _ -> new ArrayList<>()).add(named.value());
      } else if (counted != null) {
        byKind
            .computeIfAbsent(counted.kind(), _ -> new ArrayList<>())
            .add(Long.toString(counted.value()));
      }
    }
    return byKind.entrySet().stream()
        .map(each ->
            RESOURCE_PREFIX
                + each.getKey().toUpperCase(Locale.ROOT)
                + "="
                + String.join(",", each.getValue()))
        .toList();
  }

  private static <T> T within(String part, Supplier<T> expansion) {
    try {
      return expansion.get();
    } catch (TemplateException e) {
      throw new TemplateException("expanding " + part + " failed: " + e.getMessage());
    }
  }
}
