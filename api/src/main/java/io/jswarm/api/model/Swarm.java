package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster itself. {@code joinTokens} are only in answers to callers who may see them. */
@OmitEmpty
public record Swarm(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always SwarmSpec spec,
    @JsonProperty("TLSInfo") @Always TlsInfo tlsInfo,
    @Always boolean rootRotationInProgress,
    @Always @Nullable List<String> defaultAddrPool,
    @Always int subnetSize,
    @Always int dataPathPort,
    @Nullable JoinTokens joinTokens) {
  public Swarm {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    tlsInfo = tlsInfo == null ? TlsInfo.UNKNOWN : tlsInfo;
    defaultAddrPool = Values.listOrNull(defaultAddrPool);
  }

  /** The same object, written by this round at this time. */
  public Swarm stamped(Version version, Instant updatedAt) {
    return new Swarm(
        id,
        version,
        createdAt,
        updatedAt,
        spec,
        tlsInfo,
        rootRotationInProgress,
        defaultAddrPool,
        subnetSize,
        dataPathPort,
        joinTokens);
  }

  /** The same object, made at this time. */
  public Swarm withCreatedAt(Instant createdAt) {
    return new Swarm(
        id,
        version,
        createdAt,
        updatedAt,
        spec,
        tlsInfo,
        rootRotationInProgress,
        defaultAddrPool,
        subnetSize,
        dataPathPort,
        joinTokens);
  }

  public Swarm withSpec(SwarmSpec spec) {
    return new Swarm(
        id,
        version,
        createdAt,
        updatedAt,
        spec,
        tlsInfo,
        rootRotationInProgress,
        defaultAddrPool,
        subnetSize,
        dataPathPort,
        joinTokens);
  }

  public Swarm withTlsInfo(TlsInfo tlsInfo) {
    return new Swarm(
        id,
        version,
        createdAt,
        updatedAt,
        spec,
        tlsInfo,
        rootRotationInProgress,
        defaultAddrPool,
        subnetSize,
        dataPathPort,
        joinTokens);
  }

  public Swarm withRootRotationInProgress(boolean rootRotationInProgress) {
    return new Swarm(
        id,
        version,
        createdAt,
        updatedAt,
        spec,
        tlsInfo,
        rootRotationInProgress,
        defaultAddrPool,
        subnetSize,
        dataPathPort,
        joinTokens);
  }

  public Swarm withJoinTokens(@Nullable JoinTokens joinTokens) {
    return new Swarm(
        id,
        version,
        createdAt,
        updatedAt,
        spec,
        tlsInfo,
        rootRotationInProgress,
        defaultAddrPool,
        subnetSize,
        dataPathPort,
        joinTokens);
  }
}
