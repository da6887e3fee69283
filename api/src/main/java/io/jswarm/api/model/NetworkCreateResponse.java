package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The id of a new network and what the caller should know about it. */
@OmitEmpty
public record NetworkCreateResponse(@JsonProperty("Id") @Always String id, @Always String warning) {
  public NetworkCreateResponse {
    id = Values.text(id);
    warning = Values.text(warning);
  }
}
