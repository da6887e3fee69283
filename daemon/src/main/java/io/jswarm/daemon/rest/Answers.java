package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.daemon.http.Reply;
import java.util.Arrays;

/** Replies in JSON, each ended by a newline as Docker does. */
final class Answers {
  private Answers() {}

  static Reply ok(Object value) {
    return json(200, value);
  }

  static Reply created(Object value) {
    return json(201, value);
  }

  static Reply json(int status, Object value) {
    return Reply.json(status, line(value));
  }

  /** One value as a line of JSON. */
  static byte[] line(Object value) {
    byte[] json = Json.writeBytes(value);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }
}
