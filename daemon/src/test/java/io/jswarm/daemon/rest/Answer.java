package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A response taken apart. Bodies are bytes as characters. */
record Answer(int status, String head, String body) {
  static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = text.substring(0, end);
    String body = text.substring(end + 4);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    return new Answer(
        Integer.parseInt(head.substring(9, 12)), head, chunked ? unchunked(body) : body);
  }

  private static String unchunked(String body) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (at < body.length()) {
      int lineEnd = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, lineEnd), 16);
      whole.append(body, lineEnd + 2, lineEnd + 2 + size);
      at = lineEnd + 2 + size + 2;
    }
    return whole.toString();
  }

  JsonNode json() {
    return Json.mapper().readTree(body.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The sentence of an error. */
  String message() {
    return body.startsWith("{") ? json().path("message").asString("") : body;
  }
}
