package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.daemon.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Replies in JSON, each ended by a newline as Docker does. */
final class Answers {
  /** So many items are answered as one piece, with its length. */
  static final int WHOLE_MAX = 1_000;

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

  /**
   * A list of any length. A long one is written item by item, since as JSON a hundred thousand
   * tasks would need more memory than a manager has.
   *
   * @param shown what a client sees of an item
   */
  static <T> Reply list(List<T> items, Function<T, ObjectNode> shown) {
    return items.size() <= WHOLE_MAX
        ? ok(items.stream().map(shown).toList())
        : pieces(items, shown);
  }

  /** A list whose items are large: only one at a time is in memory as JSON. */
  static <T> Reply pieces(List<T> items, Function<T, ObjectNode> shown) {
    return new Reply.Stream(
        200,
        Reply.JSON,
        out -> {
          char before = '[';
          for (T item : items) {
            out.write(before);
            out.write(Json.writeBytes(shown.apply(item)));
            before = ',';
          }
          out.write("]\n".getBytes(StandardCharsets.US_ASCII));
        });
  }

  /** One value as a line of JSON. */
  static byte[] line(Object value) {
    byte[] json = Json.writeBytes(value);
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }
}
