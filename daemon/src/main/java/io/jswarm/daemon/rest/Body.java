package io.jswarm.daemon.rest;

import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Json;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON that clients send, refused in the words Docker's clients know. */
final class Body {
  private Body() {}

  /**
   * The body as a record. The content type is not looked at, as Docker did not for years.
   *
   * @throws ApiError 400 when it is not JSON or not of that shape
   */
  static <T> T read(Request request, Class<T> type) throws IOException {
    return bind(object(request), type);
  }

  /** The body as an object whose members can still be looked at one by one. */
  static ObjectNode object(Request request) throws IOException {
    byte[] bytes = request.wholeBody();
    if (bytes.length == 0) {
      throw ApiError.badRequest("invalid JSON: got EOF while reading request body");
    }
    if (tree(bytes) instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badRequest("the request body must be a JSON object");
  }

  static <T> T bind(JsonNode tree, Class<T> type) {
    try {
      return Json.read(Json.writeBytes(tree), type);
    } catch (BadDocument e) {
      throw ApiError.badRequest("invalid JSON: " + e.getMessage());
    }
  }

  /** Any JSON text. */
  static JsonNode tree(byte[] json) {
    try {
      return Json.mapper().readTree(json);
    } catch (UnexpectedEndOfInputException _) {
      throw ApiError.badRequest("unexpected EOF");
    } catch (JacksonException e) {
      throw ApiError.badRequest(syntax(json, e));
    }
  }

  private static String syntax(byte[] json, JacksonException e) {
    String text = new String(json, StandardCharsets.UTF_8).strip();
    boolean startsAValue = !text.isEmpty() && "{[\"-0123456789tfn".indexOf(text.charAt(0)) >= 0;
    return startsAValue
        ? "invalid JSON: " + e.getOriginalMessage()
        : "invalid character '" + text.substring(0, 1) + "' looking for beginning of value";
  }
}
