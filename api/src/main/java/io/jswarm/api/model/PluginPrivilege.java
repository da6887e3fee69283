package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A right a plugin asks for. */
@OmitEmpty
public record PluginPrivilege(
    @JsonProperty("name") String name,
    @JsonProperty("description") String description,
    @JsonProperty("value") List<String> value) {
  public PluginPrivilege {
    name = Values.text(name);
    description = Values.text(description);
    value = Values.list(value);
  }
}
