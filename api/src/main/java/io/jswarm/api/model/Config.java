package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * A named file tasks can refer to.
 *
 * @param handle see {@link Payload#handle}
 * @param revision how many versions were before it
 */
@OmitEmpty
public record Config(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always ConfigSpec spec,
    String handle,
    long revision)
    implements Payload {
  public Config {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    handle = Values.text(handle);
  }

  /** The first version. */
  public Config(String id, Version version, Instant createdAt, Instant updatedAt, ConfigSpec spec) {
    this(id, version, createdAt, updatedAt, spec, "", 0);
  }

  @Override
  public PayloadKind kind() {
    return PayloadKind.CONFIG;
  }

  /** The same object, written by this round at this time. */
  public Config stamped(Version version, Instant updatedAt) {
    return new Config(id, version, createdAt, updatedAt, spec, handle, revision);
  }

  /** The same object, made at this time. */
  public Config withCreatedAt(Instant createdAt) {
    return new Config(id, version, createdAt, updatedAt, spec, handle, revision);
  }

  public Config withSpec(ConfigSpec spec) {
    return new Config(id, version, createdAt, updatedAt, spec, handle, revision);
  }

  @Override
  public Config withLabels(Map<String, String> labels) {
    return withSpec(spec.withLabels(labels));
  }

  /** The same object under another name, which is not the newest version any more. */
  public Config renamed(String name) {
    ConfigSpec next = spec.withName(name);
    return new Config(id, version, createdAt, updatedAt, next, lineage(), revision);
  }

  @Override
  public Config next(String id, Bytes data) {
    ConfigSpec next = spec.withData(data);
    return new Config(id, version, createdAt, updatedAt, next, "", revision + 1);
  }
}
