package io.jswarm.daemon.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The decoded parameters of a request's query, in the order given. */
public record Query(Map<String, List<String>> values) {
  /**
   * Reads what follows the question mark.
   *
   * @throws ApiError 400 for a malformed escape
   */
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        values
            .computeIfAbsent(decode(name), _ -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Query(values);
  }

  /** The first value, or the empty string when there is none. */
  public String get(String name) {
    return all(name).isEmpty() ? "" : all(name).getFirst();
  }

  /** All values of a parameter that may be repeated. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether the parameter was given, empty or not. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Docker's reading of a flag: anything but empty, 0, no, false and none is true. */
  public boolean flag(String name) {
    return switch (get(name).strip().toLowerCase(Locale.ROOT)) {
      case "", "0", "no", "false", "none" -> false;
      default -> true;
    };
  }

  static String decode(String escaped) {
    try {
      return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiError.badRequest("invalid URL escape in \"" + escaped + "\"");
    }
  }
}
