package io.jswarm.api.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of a volume mount. */
@OmitEmpty
public record VolumeOptions(
    boolean noCopy, Map<String, String> labels, String subpath, @Nullable Driver driverConfig) {
  public VolumeOptions {
    labels = Values.map(labels);
    subpath = Values.text(subpath);
  }
}
