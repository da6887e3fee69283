package io.jswarm.lab.wire;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** A daemon's answer. The body is decoded only when it is asked for. */
public final class Reply {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private final int status;
  private final byte[] body;

  Reply(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  public int status() {
    return status;
  }

  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8).strip();
  }

  /** The body as JSON, or a missing node when it is empty. */
  public JsonNode json() {
    return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
  }

  /** What a daemon says when it refuses: the {@code message} of its answer, else its text. */
  public String message() {
    try {
      return json().path("message").asString(text());
    } catch (JacksonException _) {
      return text();
    }
  }

  @Override
  public String toString() {
    return status + " " + text();
  }
}
