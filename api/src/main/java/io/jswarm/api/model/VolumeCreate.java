package io.jswarm.api.model;

import java.util.Map;

/** What a client asks of a new volume. */
@OmitEmpty
public record VolumeCreate(
    String name, String driver, Map<String, String> driverOpts, Map<String, String> labels) {
  public VolumeCreate {
    name = Values.text(name);
    driver = Values.text(driver);
    driverOpts = Values.map(driverOpts);
    labels = Values.map(labels);
  }
}
