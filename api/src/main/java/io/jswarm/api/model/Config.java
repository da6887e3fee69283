package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** A named file tasks can refer to. */
@OmitEmpty
public record Config(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always ConfigSpec spec) {
  public Config {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
  }

  /** The same object, written by this round at this time. */
  public Config stamped(Version version, Instant updatedAt) {
    return new Config(id, version, createdAt, updatedAt, spec);
  }

  /** The same object, made at this time. */
  public Config withCreatedAt(Instant createdAt) {
    return new Config(id, version, createdAt, updatedAt, spec);
  }

  public Config withSpec(ConfigSpec spec) {
    return new Config(id, version, createdAt, updatedAt, spec);
  }
}
