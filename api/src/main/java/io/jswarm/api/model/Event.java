package io.jswarm.api.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something that happened, as {@code GET /events} tells it; the lower-case names repeat it in the
 * oldest clients' shape.
 */
@OmitEmpty
public record Event(
    @JsonProperty("status") String status,
    @JsonProperty("id") String id,
    @JsonProperty("from") String from,
    @Always String type,
    @Always String action,
    @Always EventActor actor,
    @JsonProperty("scope") String scope,
    @JsonProperty("time") long time,
    @JsonProperty("timeNano") long timeNano) {
  public Event {
    status = Values.text(status);
    id = Values.text(id);
    from = Values.text(from);
    type = Values.text(type);
    action = Values.text(action);
    scope = Values.text(scope);
  }
}
