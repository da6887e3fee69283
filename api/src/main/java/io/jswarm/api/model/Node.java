package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster: what is asked of it, what it says of itself, and how it is.
 *
 * @param downSince ours: since when it is down, by the cluster's clock; null while it is not
 */
@OmitEmpty
public record Node(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always NodeSpec spec,
    @Always NodeDescription description,
    @Always NodeStatus status,
    @Nullable ManagerStatus managerStatus,
    @Nullable Instant downSince) {
  public Node {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    description = description == null ? NodeDescription.UNKNOWN : description;
    status = status == null ? NodeStatus.UNKNOWN : status;
  }

  /** One that is not down. */
  public Node(
      String id,
      Version version,
      Instant createdAt,
      Instant updatedAt,
      NodeSpec spec,
      NodeDescription description,
      NodeStatus status,
      @Nullable ManagerStatus managerStatus) {
    this(id, version, createdAt, updatedAt, spec, description, status, managerStatus, null);
  }

  /** The same object, written by this round at this time. */
  public Node stamped(Version version, Instant updatedAt) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }

  /** The same object, made at this time. */
  public Node withCreatedAt(Instant createdAt) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }

  public Node withSpec(NodeSpec spec) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }

  public Node withDescription(NodeDescription description) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }

  public Node withStatus(NodeStatus status) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }

  public Node withManagerStatus(@Nullable ManagerStatus managerStatus) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }

  public Node withDownSince(@Nullable Instant downSince) {
    return new Node(
        id, version, createdAt, updatedAt, spec, description, status, managerStatus, downSince);
  }
}
