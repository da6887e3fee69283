package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** The same object, made at this time. */
  public Task withCreatedAt(Instant createdAt) {
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

  public Task withSpec(TaskSpec spec) {
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

  public Task withNodeId(String nodeId) {
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

  public Task withStatus(TaskStatus status) {
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

  public Task withDesiredState(TaskState desiredState) {
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

  public Task withNetworksAttachments(List<NetworkAttachment> networksAttachments) {
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

  public Task withGenericResources(List<GenericResource> genericResources) {
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

  /** The same task, made by a roll-out or not. */
  public Task withRolledOut(boolean rolledOut) {
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

  public Task withRunningSince(@Nullable Instant runningSince) {
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

  /** The same task, to run in place of another of its slot. */
  public Task withRelieves(String relieves) {
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
