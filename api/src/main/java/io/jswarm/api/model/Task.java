package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a service's template in a slot or on a node. It is never restarted: a replacement is a
 * new task. Managers write {@code desiredState}, the worker writes {@code status}. {@code
 * specVersion} is ours: the service's at the time of making; so is {@code restart}: what led to it
 * when it replaces a task that stopped by itself.
 *
 * @param rolledOut ours: whether a roll-out made it, in place of a task of an older spec
 * @param runningSince ours: when the cluster first saw it run, in the cluster's time
 * @param relieves ours: the id of the task of its slot that is stopped once this one runs, for a
 *     move to another node (docs/adr/029); empty for most
 */
@OmitEmpty
public record Task(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    String name,
    @Always Map<String, String> labels,
    @Always TaskSpec spec,
    @JsonProperty("ServiceID") String serviceId,
    int slot,
    @JsonProperty("NodeID") String nodeId,
    @Always TaskStatus status,
    TaskState desiredState,
    List<NetworkAttachment> networksAttachments,
    List<GenericResource> genericResources,
    @Nullable Version jobIteration,
    List<VolumeAttachment> volumes,
    @Nullable Version specVersion,
    @Nullable TaskRestart restart,
    boolean rolledOut,
    @Nullable Instant runningSince,
    String relieves) {
  public Task {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    name = Values.text(name);
    labels = Values.map(labels);
    spec = spec == null ? TaskSpec.EMPTY : spec;
    serviceId = Values.text(serviceId);
    nodeId = Values.text(nodeId);
    status = status == null ? TaskStatus.NEW : status;
    networksAttachments = Values.list(networksAttachments);
    genericResources = Values.list(genericResources);
    volumes = Values.list(volumes);
    relieves = Values.text(relieves);
  }

  /**
   * One that was made at the time of its status and is to run: in no slot, on no node, and with
   * nothing but its spec.
   */
  public static Task of(String id, String serviceId, TaskSpec spec, TaskStatus status) {
    Instant made = status.timestamp();
    return new Task(
        id,
        Version.ZERO,
        made,
        made,
        "",
        Map.of(),
        spec,
        serviceId,
        0,
        "",
        status,
        TaskState.RUNNING,
        List.of(),
        List.of(),
        null,
        List.of(),
        null,
        null,
        false,
        null,
        "");
  }

  /** Whether the worker still has something to do for it, or may come to have. */
  @JsonIgnore
  public boolean isLive() {
    return !status.state().isTerminal();
  }

  /** Whether no node has it yet; it may have been made for one. */
  @JsonIgnore
  public boolean isUnassigned() {
    return status.state().isBefore(TaskState.ASSIGNED);
  }

  /** Whether managers want it stopped, or gone; a job's task is wanted until it completes. */
  @JsonIgnore
  public boolean isToStop() {
    return desiredState.isAfter(TaskState.COMPLETE);
  }

  /** The same object, written by this round at this time. */
  public Task stamped(Version version, Instant updatedAt) {
    return with(draft -> {
      draft.version = version;
      draft.updatedAt = updatedAt;
    });
  }

  /** The same object, made at this time. */
  public Task withCreatedAt(Instant createdAt) {
    return with(draft -> draft.createdAt = createdAt);
  }

  public Task withSpec(TaskSpec spec) {
    return with(draft -> draft.spec = spec);
  }

  /** The same as another task of its slot or place. */
  public Task withId(String id) {
    return with(draft -> draft.id = id);
  }

  /** The same in a slot; 0 for none. */
  public Task withSlot(int slot) {
    return with(draft -> draft.slot = slot);
  }

  public Task withNodeId(String nodeId) {
    return with(draft -> draft.nodeId = nodeId);
  }

  public Task withStatus(TaskStatus status) {
    return with(draft -> draft.status = status);
  }

  public Task withDesiredState(TaskState desiredState) {
    return with(draft -> draft.desiredState = desiredState);
  }

  public Task withNetworksAttachments(List<NetworkAttachment> networksAttachments) {
    return with(draft -> draft.networksAttachments = networksAttachments);
  }

  public Task withGenericResources(List<GenericResource> genericResources) {
    return with(draft -> draft.genericResources = genericResources);
  }

  public Task withJobIteration(@Nullable Version jobIteration) {
    return with(draft -> draft.jobIteration = jobIteration);
  }

  public Task withSpecVersion(@Nullable Version specVersion) {
    return with(draft -> draft.specVersion = specVersion);
  }

  public Task withRestart(@Nullable TaskRestart restart) {
    return with(draft -> draft.restart = restart);
  }

  /** The same task, made by a roll-out or not. */
  public Task withRolledOut(boolean rolledOut) {
    return with(draft -> draft.rolledOut = rolledOut);
  }

  public Task withRunningSince(@Nullable Instant runningSince) {
    return with(draft -> draft.runningSince = runningSince);
  }

  /** The same task, to run in place of another of its slot. */
  public Task withRelieves(String relieves) {
    return with(draft -> draft.relieves = relieves);
  }

  private Task with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.made();
  }

  /** The components as variables: a copy names only what differs. */
  private static final class Draft {
    private String id;
    private Version version;
    private Instant createdAt;
    private Instant updatedAt;
    private String name;
    private Map<String, String> labels;
    private TaskSpec spec;
    private String serviceId;
    private int slot;
    private String nodeId;
    private TaskStatus status;
    private TaskState desiredState;
    private List<NetworkAttachment> networksAttachments;
    private List<GenericResource> genericResources;
    private @Nullable Version jobIteration;
    private List<VolumeAttachment> volumes;
    private @Nullable Version specVersion;
    private @Nullable TaskRestart restart;
    private boolean rolledOut;
    private @Nullable Instant runningSince;
    private String relieves;

    Draft(Task from) {
      id = from.id;
      version = from.version;
      createdAt = from.createdAt;
      updatedAt = from.updatedAt;
      name = from.name;
      labels = from.labels;
      spec = from.spec;
      serviceId = from.serviceId;
      slot = from.slot;
      nodeId = from.nodeId;
      status = from.status;
      desiredState = from.desiredState;
      networksAttachments = from.networksAttachments;
      genericResources = from.genericResources;
      jobIteration = from.jobIteration;
      volumes = from.volumes;
      specVersion = from.specVersion;
      restart = from.restart;
      rolledOut = from.rolledOut;
      runningSince = from.runningSince;
      relieves = from.relieves;
    }

    Task made() {
      return new Task(
          id,
          version,
          createdAt,
          updatedAt,
          name,
          labels,
          spec,
          serviceId,
          slot,
          nodeId,
          status,
          desiredState,
          networksAttachments,
          genericResources,
          jobIteration,
          volumes,
          specVersion,
          restart,
          rolledOut,
          runningSince,
          relieves);
    }
  }
}
