package io.jswarm.lab.e2e;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** What a daemon answered to one request, and after how long. */
public record Answer(int status, JsonNode body, Duration after) {
  public JsonNode orThrow() {
    if (status < 200 || status > 299) {
      throw new IllegalStateException(toString());
    }
    return body;
  }

  public String message() {
    return body.path("message").asString("");
  }
}
