package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** What an event happened to. */
@OmitEmpty
public record EventActor(
    @JsonProperty("ID") @Always String id, @Always Map<String, String> attributes) {
  public EventActor {
    id = Values.text(id);
    attributes = Values.map(attributes);
  }
}
