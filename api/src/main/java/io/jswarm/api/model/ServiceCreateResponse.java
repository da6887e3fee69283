package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The id of a new service and what its owner should know. */
@OmitEmpty
public record ServiceCreateResponse(@JsonProperty("ID") String id, List<String> warnings) {
  public ServiceCreateResponse {
    id = Values.text(id);
    warnings = Values.list(warnings);
  }
}
