package io.jswarm.worker.task;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.NetworkAttachmentConfig;
import io.jswarm.api.model.PredefinedNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.template.ContainerTemplates;
import io.jswarm.api.template.TemplateContext;
import io.jswarm.api.template.TemplateException;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.NetworkMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

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
    ContainerSpec expanded = ContainerTemplates.expand(spec, context(assignment, node));
    List<String> env = new ArrayList<>(expanded.env());
    env.addAll(resourceEnv(assignment.task().genericResources()));
    env.addAll(Gpus.env(spec, assignment.task().genericResources()));
    return expanded.withEnv(env);
  }

  /** What templates of a task may name. */
  static TemplateContext context(Assignment assignment, NodeFacts node) {
    Task task = assignment.task();
    return new TemplateContext(
        new TemplateContext.Service(
            task.serviceId(), assignment.serviceName(), assignment.serviceLabels()),
        new TemplateContext.Node(node.nodeId(), node.hostname(), node.platform()),
        new TemplateContext.Task(
            task.id(), containerName(assignment, node.nodeId()), slot(task, node.nodeId())));
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
}
