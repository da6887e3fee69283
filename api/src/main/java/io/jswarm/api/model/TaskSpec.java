package io.jswarm.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one task runs (a container; plugin and network attachment are kept as sent) and the terms it
 * runs under.
 *
 * @param fence ours (docs/adr/024): the task stops by itself on a node that is cut off from the
 *     managers, and none takes its place before it has
 */
@OmitEmpty
public record TaskSpec(
    @Nullable ContainerSpec containerSpec,
    @Nullable PluginSpec pluginSpec,
    @Nullable NetworkAttachmentSpec networkAttachmentSpec,
    @Nullable ResourceRequirements resources,
    @Nullable RestartPolicy restartPolicy,
    @Nullable Placement placement,
    List<NetworkAttachmentConfig> networks,
    @Nullable Driver logDriver,
    @Always long forceUpdate,
    String runtime,
    boolean fence) {
  public TaskSpec {
    networks = Values.list(networks);
    runtime = Values.text(runtime);
  }

  /** A template whose tasks do not fence themselves. */
  public TaskSpec(
      @Nullable ContainerSpec containerSpec,
      @Nullable PluginSpec pluginSpec,
      @Nullable NetworkAttachmentSpec networkAttachmentSpec,
      @Nullable ResourceRequirements resources,
      @Nullable RestartPolicy restartPolicy,
      @Nullable Placement placement,
      List<NetworkAttachmentConfig> networks,
      @Nullable Driver logDriver,
      long forceUpdate,
      String runtime) {
    this(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        false);
  }

  /** Nothing set: what an absent template means. */
  public static final TaskSpec EMPTY =
      new TaskSpec(null, null, null, null, null, null, List.of(), null, 0, "");

  /** A template that runs this container and sets nothing else. */
  public static TaskSpec of(ContainerSpec container) {
    return EMPTY.withContainerSpec(container);
  }

  /** The resources a node must have free: zero where nothing is reserved. */
  public Resources reservations() {
    return resources == null || resources.reservations() == null
        ? Resources.NONE
        : resources.reservations();
  }

  /** Where the task may run: no restriction where nothing is said. */
  public Placement placementOrAnywhere() {
    return placement == null ? Placement.ANYWHERE : placement;
  }

  public TaskSpec withContainerSpec(@Nullable ContainerSpec containerSpec) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withResources(@Nullable ResourceRequirements resources) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withRestartPolicy(@Nullable RestartPolicy restartPolicy) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withPlacement(@Nullable Placement placement) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withNetworks(List<NetworkAttachmentConfig> networks) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withForceUpdate(long forceUpdate) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withRuntime(String runtime) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }

  public TaskSpec withFence(boolean fence) {
    return new TaskSpec(
        containerSpec,
        pluginSpec,
        networkAttachmentSpec,
        resources,
        restartPolicy,
        placement,
        networks,
        logDriver,
        forceUpdate,
        runtime,
        fence);
  }
}
