package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A config that a container sees as a file, or that its runtime reads. */
@OmitEmpty
public record ConfigReference(
    @Nullable FileTarget file,
    @Nullable RuntimeTarget runtime,
    @JsonProperty("ConfigID") @Always String configId,
    @Always String configName) {
  public ConfigReference {
    configId = Values.text(configId);
    configName = Values.text(configName);
  }
}
