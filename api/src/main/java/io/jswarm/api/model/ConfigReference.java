package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A config that a container sees as a file, or that its runtime reads. */
@OmitEmpty
public record ConfigReference(
    @Nullable FileTarget file,
    @Nullable RuntimeTarget runtime,
    @JsonProperty("ConfigID") @Always String configId,
    @Always String configName)
    implements PayloadReference {
  public ConfigReference {
    configId = Values.text(configId);
    configName = Values.text(configName);
  }

  @Override
  public PayloadKind kind() {
    return PayloadKind.CONFIG;
  }

  @Override
  public String id() {
    return configId;
  }

  @Override
  public String name() {
    return configName;
  }

  /** The same wish for another object. */
  public ConfigReference withId(String id) {
    return new ConfigReference(file, runtime, id, configName);
  }
}
