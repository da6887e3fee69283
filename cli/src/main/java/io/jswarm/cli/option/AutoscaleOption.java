package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.GoDuration;
import java.util.Locale;

/** {@code min=2,max=10,cpu=70%,memory=80%,cooldown=30s}, or {@code none}. */
public final class AutoscaleOption {
  private static final String NONE = "none";

  private AutoscaleOption() {}

  /** The member of a replicated mode; an empty one takes it away. */
  public static JsonObject parse(String text) {
    JsonObject autoscale = new JsonObject();
    if (text.equals(NONE)) {
      return autoscale;
    }
    for (String field : Csv.fields(text)) {
      String key = KeyValues.fieldKey(field).strip().toLowerCase(Locale.ROOT);
      String value = KeyValues.value(field).strip();
      switch (key) {
        case "min" -> autoscale.set("Min", number(key, value));
        case "max" -> autoscale.set("Max", number(key, value));
        case "cpu" -> autoscale.set("CPU", percent(key, value));
        case "memory" -> autoscale.set("Memory", percent(key, value));
        case "cooldown" -> autoscale.set("Cooldown", GoDuration.parse(value));
        default ->
            throw new IllegalArgumentException(
                "unknown field '" + key + "': it is min, max, cpu, memory, cooldown, or just none");
      }
    }
    require(autoscale.has("Min") && autoscale.has("Max"), "min= and max= are needed");
    require(
        autoscale.has("CPU") || autoscale.has("Memory"),
        "cpu= or memory= is needed, how much a task should use in percent, such as cpu=70%");
    return autoscale;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  private static long number(String key, String value) {
    try {
      return Amounts.count(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " " + e.getMessage(), e);
    }
  }

  private static long percent(String key, String value) {
    return number(key, value.endsWith("%") ? value.substring(0, value.length() - 1) : value);
  }
}
