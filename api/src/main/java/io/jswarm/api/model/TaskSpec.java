package io.jswarm.api.model;

import java.util.List;
import java.util.function.Consumer;
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

  /** Nothing set: what an absent template means. */
  public static final TaskSpec EMPTY =
      new TaskSpec(null, null, null, null, null, null, List.of(), null, 0, "", false);

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
    return with(draft -> draft.containerSpec = containerSpec);
  }

  public TaskSpec withResources(@Nullable ResourceRequirements resources) {
    return with(draft -> draft.resources = resources);
  }

  public TaskSpec withRestartPolicy(@Nullable RestartPolicy restartPolicy) {
    return with(draft -> draft.restartPolicy = restartPolicy);
  }

  public TaskSpec withPlacement(@Nullable Placement placement) {
    return with(draft -> draft.placement = placement);
  }

  public TaskSpec withNetworks(List<NetworkAttachmentConfig> networks) {
    return with(draft -> draft.networks = networks);
  }

  public TaskSpec withLogDriver(@Nullable Driver logDriver) {
    return with(draft -> draft.logDriver = logDriver);
  }

  public TaskSpec withForceUpdate(long forceUpdate) {
    return with(draft -> draft.forceUpdate = forceUpdate);
  }

  public TaskSpec withRuntime(String runtime) {
    return with(draft -> draft.runtime = runtime);
  }

  public TaskSpec withFence(boolean fence) {
    return with(draft -> draft.fence = fence);
  }

  private TaskSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The components as variables: a copy names only what differs. */
  private static final class Draft {
    private @Nullable ContainerSpec containerSpec;
    private @Nullable PluginSpec pluginSpec;
    private @Nullable NetworkAttachmentSpec networkAttachmentSpec;
    private @Nullable ResourceRequirements resources;
    private @Nullable RestartPolicy restartPolicy;
    private @Nullable Placement placement;
    private List<NetworkAttachmentConfig> networks;
    private @Nullable Driver logDriver;
    private long forceUpdate;
    private String runtime;
    private boolean fence;

    Draft(TaskSpec from) {
      containerSpec = from.containerSpec;
      pluginSpec = from.pluginSpec;
      networkAttachmentSpec = from.networkAttachmentSpec;
      resources = from.resources;
      restartPolicy = from.restartPolicy;
      placement = from.placement;
      networks = from.networks;
      logDriver = from.logDriver;
      forceUpdate = from.forceUpdate;
      runtime = from.runtime;
      fence = from.fence;
    }

    TaskSpec made() {
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
}
