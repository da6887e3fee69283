package io.jswarm.cli.template;

import io.jswarm.cli.json.JsonNull;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Values as Go prints, judges and counts them. */
final class GoText {
  private GoText() {}

  /** The text of {@code %v}. */
  static String print(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal number) {
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    if (value instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object element : list) {
        texts.add(print(element));
      }
      return "[" + String.join(" ", texts) + "]";
    }
    if (value instanceof JsonObject object) {
      List<String> texts = new ArrayList<>();
      for (String name : new TreeSet<>(object.names())) {
        texts.add(name + ":" + print(field(object, name)));
      }
      return "map[" + String.join(" ", texts) + "]";
    }
    if (value instanceof Row row) {
      return print(row.json());
    }
    return value == JsonNull.NULL ? Missing.VALUE.toString() : value.toString();
  }

  /** The text of {@code {{json .}}}. */
  static String json(Object value) {
    if (value == Missing.VALUE) {
      return "null";
    }
    return value instanceof Row row ? JsonWriter.sorted(row.json()) : JsonWriter.compact(value);
  }

  static Object field(JsonObject object, String name) {
    Object value = object.get(name);
    return value == null ? Missing.VALUE : value;
  }

  /** Whether {@code if} takes the value as true: neither missing, false, zero nor empty. */
  static boolean truth(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return value instanceof Row || (value != Missing.VALUE && length(value) != 0);
  }

  /** The length of a text in bytes, or of a list or map; -1 for what has none. */
  static int length(Object value) {
    if (value instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (value instanceof List<?> list) {
      return list.size();
    }
    if (value instanceof JsonObject object) {
      return object.names().size();
    }
    return value == Missing.VALUE || value == JsonNull.NULL ? 0 : -1;
  }
}
