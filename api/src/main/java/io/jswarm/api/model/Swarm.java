package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
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
    return with(draft -> {
      draft.version = version;
      draft.updatedAt = updatedAt;
    });
  }

  /** The same object, made at this time. */
  public Swarm withCreatedAt(Instant createdAt) {
    return with(draft -> draft.createdAt = createdAt);
  }

  public Swarm withSpec(SwarmSpec spec) {
    return with(draft -> draft.spec = spec);
  }

  public Swarm withTlsInfo(TlsInfo tlsInfo) {
    return with(draft -> draft.tlsInfo = tlsInfo);
  }

  public Swarm withRootRotationInProgress(boolean rootRotationInProgress) {
    return with(draft -> draft.rootRotationInProgress = rootRotationInProgress);
  }

  public Swarm withJoinTokens(@Nullable JoinTokens joinTokens) {
    return with(draft -> draft.joinTokens = joinTokens);
  }

  private Swarm with(Consumer<Draft> change) {
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
    private SwarmSpec spec;
    private TlsInfo tlsInfo;
    private boolean rootRotationInProgress;
    private @Nullable List<String> defaultAddrPool;
    private int subnetSize;
    private int dataPathPort;
    private @Nullable JoinTokens joinTokens;

    Draft(Swarm from) {
      id = from.id;
      version = from.version;
      createdAt = from.createdAt;
      updatedAt = from.updatedAt;
      spec = from.spec;
      tlsInfo = from.tlsInfo;
      rootRotationInProgress = from.rootRotationInProgress;
      defaultAddrPool = from.defaultAddrPool;
      subnetSize = from.subnetSize;
      dataPathPort = from.dataPathPort;
      joinTokens = from.joinTokens;
    }

    Swarm made() {
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
}
