package io.jswarm.cli.json;

import java.util.List;
import java.util.TreeSet;

/** Writes JSON the way Go's encoder lays it out: compact, or indented as {@code inspect} prints. */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final String indent;
  private final boolean sorted;

  private JsonWriter(String indent, boolean sorted) {
    this.indent = indent;
    this.sorted = sorted;
  }

  /** One line, fields in their own order. */
  public static String compact(Object value) {
    JsonWriter writer = new JsonWriter("", false);
    writer.value(value, 0);
    return writer.out.toString();
  }

  /** One line, the fields of every object sorted by name, as Go writes a map. */
  public static String sorted(Object value) {
    JsonWriter writer = new JsonWriter("", true);
    writer.value(value, 0);
    return writer.out.toString();
  }

  /** Several lines, four blanks a level, fields in their own order. */
  public static String indented(Object value) {
    JsonWriter writer = new JsonWriter("    ", false);
    writer.value(value, 0);
    return writer.out.toString();
  }

  private void value(Object value, int depth) {
    switch (value) {
      case JsonObject object -> object(object, depth);
      case List<?> list -> list(list, depth);
      case String text -> string(text);
      default -> out.append(value);
    }
  }

  private void object(JsonObject object, int depth) {
    if (object.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    String separator = "";
    for (String name : sorted ? new TreeSet<>(object.names()) : object.names()) {
      out.append(separator);
      separator = ",";
      line(depth + 1);
      string(name);
      out.append(indent.isEmpty() ? ":" : ": ");
      Object field = object.get(name);
      value(field == null ? JsonNull.NULL : field, depth + 1);
    }
    line(depth);
    out.append('}');
  }

  private void list(List<?> list, int depth) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    String separator = "";
    for (Object element : list) {
      out.append(separator);
      separator = ",";
      line(depth + 1);
      value(element, depth + 1);
    }
    line(depth);
    out.append(']');
  }

  private void line(int depth) {
    if (!indent.isEmpty()) {
      out.append('\n').repeat(indent, depth);
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
