package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service: what was asked for, what it was before, and how it is reached. {@code specVersion} is
 * ours: the round that wrote the current spec; tasks carry it, so that a task of an older spec can
 * be told.
 *
 * @param rebalanceStatus ours: how far the last moving of its tasks to other nodes is
 *     (docs/adr/029)
 * @param autoscaleStatus ours: what became of the service's following its load (docs/adr/030)
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
    @Nullable AutoscaleStatus autoscaleStatus) {
  public Service {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    endpoint = endpoint == null ? Endpoint.NONE : endpoint;
  }

  /** One whose tasks were never moved. */
  public Service(
      String id,
      Version version,
      Instant createdAt,
      Instant updatedAt,
      ServiceSpec spec,
      @Nullable ServiceSpec previousSpec,
      Endpoint endpoint,
      @Nullable UpdateStatus updateStatus,
      @Nullable ServiceStatus serviceStatus,
      @Nullable JobStatus jobStatus,
      @Nullable Version specVersion,
      @Nullable Version previousSpecVersion) {
    this(
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
        null,
        null);
  }

  /** The same object, written by this round at this time. */
  public Service stamped(Version version, Instant updatedAt) {
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
        autoscaleStatus);
  }

  /** The same object, made at this time. */
  public Service withCreatedAt(Instant createdAt) {
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
        autoscaleStatus);
  }

  public Service withSpec(ServiceSpec spec) {
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
        autoscaleStatus);
  }

  public Service withPreviousSpec(@Nullable ServiceSpec previousSpec) {
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
        autoscaleStatus);
  }

  public Service withEndpoint(Endpoint endpoint) {
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
        autoscaleStatus);
  }

  public Service withUpdateStatus(@Nullable UpdateStatus updateStatus) {
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
        autoscaleStatus);
  }

  public Service withServiceStatus(@Nullable ServiceStatus serviceStatus) {
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
        autoscaleStatus);
  }

  public Service withJobStatus(@Nullable JobStatus jobStatus) {
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
        autoscaleStatus);
  }

  public Service withSpecVersion(@Nullable Version specVersion) {
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
        autoscaleStatus);
  }

  public Service withPreviousSpecVersion(@Nullable Version previousSpecVersion) {
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
        autoscaleStatus);
  }

  public Service withRebalanceStatus(@Nullable RebalanceStatus rebalanceStatus) {
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
        autoscaleStatus);
  }

  public Service withAutoscaleStatus(@Nullable AutoscaleStatus autoscaleStatus) {
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
        autoscaleStatus);
  }
}
