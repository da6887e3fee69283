package io.jswarm.cli.template;

import io.jswarm.cli.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of a list: named values. Unlike a JSON object it refuses names it does not have. */
public final class Row {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, String> hidden = new LinkedHashMap<>();

  /** Adds a value: a text, a number or a flag. */
  public Row with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds a text for the default table only: templates and JSON do not see it. */
  public Row hidden(String name, String value) {
    hidden.put(name, value);
    return this;
  }

  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** The value as the text of a cell. */
  public String text(String name) {
    String text = hidden.get(name);
    return text != null ? text : GoText.print(values.getOrDefault(name, Missing.VALUE));
  }

  public Set<String> names() {
    return values.keySet();
  }

  /** The row as a JSON object, as {@code --format json} prints it. */
  public JsonObject json() {
    JsonObject object = new JsonObject();
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      Object value = entry.getValue();
      object.set(entry.getKey(), value instanceof Boolean ? value.toString() : value);
    }
    return object;
  }
}
