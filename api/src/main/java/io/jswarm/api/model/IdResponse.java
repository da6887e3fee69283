package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The id of what was made. */
@OmitEmpty
public record IdResponse(@JsonProperty("ID") @Always String id) {
  public IdResponse {
    id = Values.text(id);
  }
}
