package io.jswarm.api.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of a new volume.
 *
 * @param clusterVolumeSpec for one of the cluster instead of this node
 */
@OmitEmpty
public record VolumeCreate(
    String name,
    String driver,
    Map<String, String> driverOpts,
    Map<String, String> labels,
    @Nullable ClusterVolumeSpec clusterVolumeSpec) {
  public VolumeCreate {
    name = Values.text(name);
    driver = Values.text(driver);
    driverOpts = Values.map(driverOpts);
    labels = Values.map(labels);
  }
}
