package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/**
 * A volume of the cluster, which a plugin of the Container Storage Interface (CSI) is to make and
 * to bring to the nodes of the tasks that mount it. No node has such a plugin yet, so none is made.
 *
 * @param driver the plugin
 * @param driverOpts for the plugin
 */
@OmitEmpty
public record ClusterVolume(
    @JsonProperty("ID") String id,
    @Always Version version,
    @Always Instant createdAt,
    @Always Instant updatedAt,
    String name,
    String driver,
    Map<String, String> driverOpts,
    Map<String, String> labels,
    @Always ClusterVolumeSpec spec) {
  public ClusterVolume {
    id = Values.text(id);
    version = version == null ? Version.ZERO : version;
    createdAt = Values.instant(createdAt);
    updatedAt = Values.instant(updatedAt);
    name = Values.text(name);
    driver = Values.text(driver);
    driverOpts = Values.map(driverOpts);
    labels = Values.map(labels);
  }

  /** How far it is, and why no further. */
  public String state() {
    return "pending creation: no node has the CSI plugin " + driver;
  }

  /** The same object, written by this round at this time. */
  public ClusterVolume stamped(Version version, Instant updatedAt) {
    return new ClusterVolume(
        id, version, createdAt, updatedAt, name, driver, driverOpts, labels, spec);
  }

  /** The same object, made at this time. */
  public ClusterVolume withCreatedAt(Instant createdAt) {
    return new ClusterVolume(
        id, version, createdAt, updatedAt, name, driver, driverOpts, labels, spec);
  }

  public ClusterVolume withSpec(ClusterVolumeSpec spec) {
    return new ClusterVolume(
        id, version, createdAt, updatedAt, name, driver, driverOpts, labels, spec);
  }
}
