package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.List;

/** {@code --filter key=value} as the API's {@code {"key":{"value":true}}}. */
public final class Filters {
  private final JsonObject keys = new JsonObject();

  /** No filters yet. */
  public Filters() {}

  /** The filters of a {@code --filter} flag. */
  public static Filters parse(List<String> texts) {
    Filters filters = new Filters();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("filter '" + text + "' is not KEY=VALUE");
      }
      filters.add(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
    return filters;
  }

  /** Keeps objects whose {@code key} is one of the values added for it. */
  public Filters add(String key, String value) {
    keys.child(key).set(value, true);
    return this;
  }

  /** The values of a key. */
  public List<String> values(String key) {
    return List.copyOf(keys.object(key).names());
  }

  public void remove(String key) {
    keys.remove(key);
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** The query parameter. */
  public String json() {
    return keys.toString();
  }
}
