package io.jswarm.cli.option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code key=value} texts. */
public final class KeyValues {
  private static final Pattern LONG_FORM = Pattern.compile("\\w+=\\w+(,\\w+=\\w+)*");

  private KeyValues() {}

  /** Whether the text holds {@code word=word}: Docker's test for the long form of an option. */
  static boolean isLongForm(String text) {
    return LONG_FORM.matcher(text).find();
  }

  /** A map of the texts; a text without {@code =} has the value "". */
  public static Map<String, String> map(List<String> texts) {
    LinkedHashMap<String, String> map = new LinkedHashMap<>();
    for (String text : texts) {
      map.put(key(text), value(text));
    }
    return map;
  }

  /** The texts of a map, by key, with commas between them. */
  public static String text(Map<String, String> map) {
    List<String> texts = new ArrayList<>();
    new TreeMap<>(map).forEach((key, value) -> texts.add(key + "=" + value));
    return String.join(",", texts);
  }

  public static String key(String text) {
    int equals = text.indexOf('=');
    return equals < 0 ? text : text.substring(0, equals);
  }

  public static String value(String text) {
    int equals = text.indexOf('=');
    return equals < 0 ? "" : text.substring(equals + 1);
  }

  /** A label: a key, and a value when there is an equals sign. */
  public static String label(String text) {
    if (key(text).isBlank()) {
      throw new IllegalArgumentException("a label needs a key");
    }
    return text;
  }

  /** The part before {@code =}, which must be there. */
  static String fieldKey(String field) {
    if (field.indexOf('=') <= 0) {
      throw new IllegalArgumentException("field '" + field + "' must be KEY=VALUE");
    }
    return key(field);
  }
}
