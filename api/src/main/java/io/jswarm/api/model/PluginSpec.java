package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A plugin run as a service. Kept as sent; such services are refused. */
@OmitEmpty
public record PluginSpec(
    @JsonProperty("name") String name,
    @JsonProperty("remote") String remote,
    @JsonProperty("privileges") List<PluginPrivilege> privileges,
    @JsonProperty("disabled") boolean disabled,
    @JsonProperty("env") List<String> env) {
  public PluginSpec {
    name = Values.text(name);
    remote = Values.text(remote);
    privileges = Values.list(privileges);
    env = Values.list(env);
  }
}
