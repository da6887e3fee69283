package io.jswarm.api.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for: a task template, how many of it, how to publish it and how to change it.
 */
@OmitEmpty
public record ServiceSpec(
    String name,
    @Always Map<String, String> labels,
    @Always TaskSpec taskTemplate,
    @Always ServiceMode mode,
    @Nullable UpdateConfig updateConfig,
    @Nullable UpdateConfig rollbackConfig,
    List<NetworkAttachmentConfig> networks,
    @Nullable EndpointSpec endpointSpec) {
  public ServiceSpec {
    name = Values.text(name);
    labels = Values.map(labels);
    taskTemplate = taskTemplate == null ? TaskSpec.EMPTY : taskTemplate;
    mode = mode == null ? ServiceMode.UNSET : mode;
    networks = Values.list(networks);
  }

  /** A service with this template and mode and nothing else set. */
  public static ServiceSpec of(String name, TaskSpec taskTemplate, ServiceMode mode) {
    return new ServiceSpec(name, Map.of(), taskTemplate, mode, null, null, List.of(), null);
  }

  /** What {@link #mode()} means, with Docker's defaults filled in. */
  public Workload workload() {
    return mode.workload();
  }

  /** How the number of tasks follows their load; null when it does not. */
  public @Nullable Autoscale autoscale() {
    return mode.autoscale();
  }

  /** Whether it autoscales and is the other one but for the number of tasks. */
  public boolean isScaleOf(ServiceSpec other) {
    return autoscale() != null
        && Objects.equals(autoscale(), other.autoscale())
        && withMode(other.mode).equals(other);
  }

  /**
   * What a service goes back to from the present spec: this one, but when the number of tasks
   * follows their load in both, it stays as it is.
   */
  public ServiceSpec atScaleOf(ServiceSpec present) {
    Autoscale wish = autoscale();
    if (wish == null || present.autoscale() == null) {
      return this;
    }
    return present.workload() instanceof Workload.Replicated(int replicas)
        ? withMode(mode.withReplicas(wish.nearest(replicas)))
        : this;
  }

  /** When the job is run again; null when it is not, and for what is no job. */
  public @Nullable Schedule schedule() {
    return mode.schedule();
  }

  /** The same with another schedule or none. */
  public ServiceSpec withSchedule(@Nullable Schedule schedule) {
    return withMode(mode.withSchedule(schedule));
  }

  /**
   * Where the tasks attach: the template's networks, or the older service-wide ones when the
   * template has none.
   */
  public List<NetworkAttachmentConfig> attachments() {
    return taskTemplate.networks().isEmpty() ? networks : taskTemplate.networks();
  }

  public ServiceSpec withName(String name) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withLabels(Map<String, String> labels) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withTaskTemplate(TaskSpec taskTemplate) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withMode(ServiceMode mode) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withUpdateConfig(@Nullable UpdateConfig updateConfig) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withRollbackConfig(@Nullable UpdateConfig rollbackConfig) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withNetworks(List<NetworkAttachmentConfig> networks) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }

  public ServiceSpec withEndpointSpec(@Nullable EndpointSpec endpointSpec) {
    return new ServiceSpec(
        name, labels, taskTemplate, mode, updateConfig, rollbackConfig, networks, endpointSpec);
  }
}
