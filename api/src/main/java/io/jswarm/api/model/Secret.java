package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * A named payload only the tasks that refer to it may read. Answers never carry the data.
 *
 * @param handle see {@link Payload#handle}
 * @param revision how many versions were before it
 */
@OmitEmpty
public record Secret(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always SecretSpec spec,
    String handle,
    long revision)
    implements Payload {
  public Secret {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    handle = Values.text(handle);
  }

  /** The first version. */
  public Secret(String id, Version version, Instant createdAt, Instant updatedAt, SecretSpec spec) {
    this(id, version, createdAt, updatedAt, spec, "", 0);
  }

  @Override
  public PayloadKind kind() {
    return PayloadKind.SECRET;
  }

  /** The same object, written by this round at this time. */
  public Secret stamped(Version version, Instant updatedAt) {
    return new Secret(id, version, createdAt, updatedAt, spec, handle, revision);
  }

  /** The same object, made at this time. */
  public Secret withCreatedAt(Instant createdAt) {
    return new Secret(id, version, createdAt, updatedAt, spec, handle, revision);
  }

  public Secret withSpec(SecretSpec spec) {
    return new Secret(id, version, createdAt, updatedAt, spec, handle, revision);
  }

  @Override
  public Secret withLabels(Map<String, String> labels) {
    return withSpec(spec.withLabels(labels));
  }

  /** The same object under another name, which is not the newest version any more. */
  public Secret renamed(String name) {
    SecretSpec next = spec.withName(name);
    return new Secret(id, version, createdAt, updatedAt, next, lineage(), revision);
  }

  @Override
  public Secret next(String id, Bytes data) {
    SecretSpec next = spec.withData(data);
    return new Secret(id, version, createdAt, updatedAt, next, "", revision + 1);
  }
}
