package io.jswarm.daemon.rest;

import io.jswarm.api.codec.Json;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * The {@code filters} parameter: values by key. Different keys must all match, of one key's values
 * any. Clients send the values as a list, or as an object whose members are true.
 */
record Filters(Map<String, List<String>> values) {
  /** Keys and values together; more is not a filter a person wrote. */
  private static final int VALUES_MAX = 10_000;

  /**
   * Reads a request's filters.
   *
   * @param accepted the keys that mean something here
   * @throws ApiError 400 for another key, or when it is not JSON
   */
  static Filters of(Request request, List<String> accepted) {
    String text = request.query().get("filters");
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (!text.isBlank()) {
      JsonNode tree = Body.tree(text.getBytes(StandardCharsets.UTF_8));
      tree.properties().forEach(e -> values.put(e.getKey(), texts(e.getValue())));
    }
    for (String key : values.keySet()) {
      if (!accepted.contains(key)) {
        throw ApiError.badRequest("Invalid filter '" + key + "'");
      }
    }
    return new Filters(values);
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(each.asString("")));
    } else {
      node.properties()
          .forEach(e -> {
            if (e.getValue().asBoolean(false)) {
              texts.add(e.getKey());
            }
          });
    }
    if (texts.size() > VALUES_MAX) {
      throw ApiError.badRequest("a filter has at most " + VALUES_MAX + " values");
    }
    return texts;
  }

  List<String> get(String key) {
    return values.getOrDefault(key, List.of());
  }

  boolean has(String key) {
    return !get(key).isEmpty();
  }

  private boolean any(String key, Predicate<String> test) {
    return !has(key) || get(key).stream().anyMatch(test);
  }

  /** The value is one of the key's. */
  boolean exact(String key, String value) {
    return any(key, value::equals);
  }

  /** The value begins with one of the key's. */
  boolean prefix(String key, String value) {
    return any(key, value::startsWith);
  }

  /** One of the key's values, read as a regular expression, is found in the value. */
  boolean pattern(String key, String value) {
    return any(key, wanted -> value.equals(wanted) || found(wanted, value));
  }

  private static boolean found(String wanted, String value) {
    try {
      return Pattern.compile(wanted).matcher(value).find();
    } catch (PatternSyntaxException _) {
      return false;
    }
  }

  /** All of the key's values, {@code name} or {@code name=value}, are among the labels. */
  boolean labels(String key, Map<String, String> labels) {
    return get(key).stream()
        .allMatch(wanted -> {
          int equals = wanted.indexOf('=');
          String name = equals < 0 ? wanted : wanted.substring(0, equals);
          String value = labels.get(name);
          return value != null && (equals < 0 || value.equals(wanted.substring(equals + 1)));
        });
  }

  /**
   * A key whose one value is a flag.
   *
   * @throws ApiError 400 when it is something else
   */
  boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    return switch (get(key).getFirst()) {
      case "1", "true", "True", "TRUE" -> true;
      case "0", "false", "False", "FALSE" -> false;
      default ->
          throw ApiError.badRequest(
              "invalid filter '" + key + "=" + Json.write(get(key)) + "': true or false");
    };
  }
}
