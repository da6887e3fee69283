package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service: what was asked for, what it was before, and how it is reached. {@code specVersion} is
 * ours: the round that wrote the current spec; tasks carry it, so that a task of an older spec can
 * be told.
 *
 * @param rebalanceStatus ours: how far the last moving of its tasks to other nodes is
 *     (docs/adr/029)
 * @param autoscaleStatus ours: what became of the service's following its load (docs/adr/030)
 * @param registryAuth what nodes pull the image of {@code spec} with (docs/adr/035); no answer has
 *     it; null when nobody logs in
 * @param previousRegistryAuth the same for {@code previousSpec}
 */
@OmitEmpty
public record Service(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    @Always ServiceSpec spec,
    @Nullable ServiceSpec previousSpec,
    @Always Endpoint endpoint,
    @Nullable UpdateStatus updateStatus,
    @Nullable ServiceStatus serviceStatus,
    @Nullable JobStatus jobStatus,
    @Nullable Version specVersion,
    @Nullable Version previousSpecVersion,
    @Nullable RebalanceStatus rebalanceStatus,
    @Nullable AutoscaleStatus autoscaleStatus,
    @Nullable RegistryAuth registryAuth,
    @Nullable RegistryAuth previousRegistryAuth) {
  public Service {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    endpoint = endpoint == null ? Endpoint.NONE : endpoint;
  }

  /** One that was made at this time and that nothing has become of yet. */
  public static Service of(String id, ServiceSpec spec, Instant made) {
    return new Service(
        id,
        Version.ZERO,
        made,
        made,
        spec,
        null,
        Endpoint.NONE,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same object, written by this round at this time. */
  public Service stamped(Version version, Instant updatedAt) {
    return with(draft -> {
      draft.version = version;
      draft.updatedAt = updatedAt;
    });
  }

  /** The same object, made at this time. */
  public Service withCreatedAt(Instant createdAt) {
    return with(draft -> draft.createdAt = createdAt);
  }

  public Service withSpec(ServiceSpec spec) {
    return with(draft -> draft.spec = spec);
  }

  public Service withPreviousSpec(@Nullable ServiceSpec previousSpec) {
    return with(draft -> draft.previousSpec = previousSpec);
  }

  public Service withEndpoint(Endpoint endpoint) {
    return with(draft -> draft.endpoint = endpoint);
  }

  public Service withUpdateStatus(@Nullable UpdateStatus updateStatus) {
    return with(draft -> draft.updateStatus = updateStatus);
  }

  public Service withServiceStatus(@Nullable ServiceStatus serviceStatus) {
    return with(draft -> draft.serviceStatus = serviceStatus);
  }

  public Service withJobStatus(@Nullable JobStatus jobStatus) {
    return with(draft -> draft.jobStatus = jobStatus);
  }

  public Service withSpecVersion(@Nullable Version specVersion) {
    return with(draft -> draft.specVersion = specVersion);
  }

  public Service withPreviousSpecVersion(@Nullable Version previousSpecVersion) {
    return with(draft -> draft.previousSpecVersion = previousSpecVersion);
  }

  public Service withRebalanceStatus(@Nullable RebalanceStatus rebalanceStatus) {
    return with(draft -> draft.rebalanceStatus = rebalanceStatus);
  }

  public Service withAutoscaleStatus(@Nullable AutoscaleStatus autoscaleStatus) {
    return with(draft -> draft.autoscaleStatus = autoscaleStatus);
  }

  /** The same object, whose specs' images are pulled with these. */
  public Service withRegistryAuths(
      @Nullable RegistryAuth registryAuth, @Nullable RegistryAuth previousRegistryAuth) {
    return with(draft -> {
      draft.registryAuth = registryAuth;
      draft.previousRegistryAuth = previousRegistryAuth;
    });
  }

  private Service with(Consumer<Draft> change) {
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
    private ServiceSpec spec;
    private @Nullable ServiceSpec previousSpec;
    private Endpoint endpoint;
    private @Nullable UpdateStatus updateStatus;
    private @Nullable ServiceStatus serviceStatus;
    private @Nullable JobStatus jobStatus;
    private @Nullable Version specVersion;
    private @Nullable Version previousSpecVersion;
    private @Nullable RebalanceStatus rebalanceStatus;
    private @Nullable AutoscaleStatus autoscaleStatus;
    private @Nullable RegistryAuth registryAuth;
    private @Nullable RegistryAuth previousRegistryAuth;

    Draft(Service from) {
      id = from.id;
      version = from.version;
      createdAt = from.createdAt;
      updatedAt = from.updatedAt;
      spec = from.spec;
      previousSpec = from.previousSpec;
      endpoint = from.endpoint;
      updateStatus = from.updateStatus;
      serviceStatus = from.serviceStatus;
      jobStatus = from.jobStatus;
      specVersion = from.specVersion;
      previousSpecVersion = from.previousSpecVersion;
      rebalanceStatus = from.rebalanceStatus;
      autoscaleStatus = from.autoscaleStatus;
      registryAuth = from.registryAuth;
      previousRegistryAuth = from.previousRegistryAuth;
    }

    Service made() {
      return new Service(
          id,
          version,
          createdAt,
          updatedAt,
          spec,
          previousSpec,
          endpoint,
          updateStatus,
          serviceStatus,
          jobStatus,
          specVersion,
          previousSpecVersion,
          rebalanceStatus,
          autoscaleStatus,
          registryAuth,
          previousRegistryAuth);
    }
  }
}
