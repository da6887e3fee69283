package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * An amount of resources: reserved by a task, or offered by a node. CPU is in billionths of a core.
 */
@OmitEmpty
public record Resources(
    @JsonProperty("NanoCPUs") long nanoCpus,
    long memoryBytes,
    List<GenericResource> genericResources) {
  public Resources {
    genericResources = Values.list(genericResources);
  }

  /** Nothing at all. */
  public static final Resources NONE = new Resources(0, 0, List.of());
}
