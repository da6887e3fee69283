package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** A named payload only the tasks that refer to it may read. Answers never carry the data. */
@OmitEmpty
public record Secret(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always SecretSpec spec) {
  public Secret {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
  }

  /** The same object, written by this round at this time. */
  public Secret stamped(Version version, Instant updatedAt) {
    return new Secret(id, version, createdAt, updatedAt, spec);
  }

  /** The same object, made at this time. */
  public Secret withCreatedAt(Instant createdAt) {
    return new Secret(id, version, createdAt, updatedAt, spec);
  }

  public Secret withSpec(SecretSpec spec) {
    return new Secret(id, version, createdAt, updatedAt, spec);
  }
}
