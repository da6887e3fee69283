package io.jswarm.cli.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object whose fields keep their order. Values are String, Long, BigDecimal, Boolean, {@link
 * JsonNull}, List or JsonObject. Readers treat a missing field and null alike, as Go's decoder
 * does.
 */
public final class JsonObject {
  private final LinkedHashMap<String, Object> fields = new LinkedHashMap<>();

  /** An object with the entries of {@code entries} as text fields, in their order. */
  public static JsonObject ofTexts(Map<String, String> entries) {
    JsonObject object = new JsonObject();
    object.fields.putAll(entries);
    return object;
  }

  /** Sets a field and returns this object, so that literals can be written as a chain. */
  public JsonObject set(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  /** Sets a text field, or leaves it out when empty: Go's {@code omitempty}. */
  public JsonObject setUnlessEmpty(String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
    return this;
  }

  /** Sets a list field, or leaves it out when empty. */
  public JsonObject setUnlessEmpty(String name, List<?> value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
    return this;
  }

  /** Sets an object field, or leaves it out when it has no fields. */
  public JsonObject setUnlessEmpty(String name, JsonObject value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
    return this;
  }

  /** Sets a number, or removes the field when it is zero. */
  public JsonObject setUnlessZero(String name, long value) {
    if (value == 0) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  /** Sets a flag, or removes the field when it is false. */
  public JsonObject setIfTrue(String name, boolean value) {
    if (value) {
      fields.put(name, true);
    } else {
      fields.remove(name);
    }
    return this;
  }

  /** Sets a text, or removes the field when the text is empty. */
  public JsonObject setOrRemove(String name, String value) {
    if (value.isEmpty()) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  /** Sets a list, or removes the field when the list is empty. */
  public JsonObject setOrRemove(String name, List<?> value) {
    if (value.isEmpty()) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
    return this;
  }

  public void remove(String name) {
    fields.remove(name);
  }

  /** The value, or null when the field is missing; JSON's null is {@link JsonNull#NULL}. */
  public @Nullable Object get(String name) {
    return fields.get(name);
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    Object value = fields.get(name);
    return value != null && value != JsonNull.NULL;
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  /** The text of the field, or "" when it is missing or not a text. */
  public String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** The whole number in the field, or 0. */
  public long number(String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0L;
  }

  /** The number in the field with its fraction, or 0. */
  public double decimal(String name) {
    return fields.get(name) instanceof Number number ? number.doubleValue() : 0.0;
  }

  public boolean flag(String name) {
    return fields.get(name) instanceof Boolean flag && flag;
  }

  /** The object in the field, or a detached empty one: reading through a missing parent is fine. */
  public JsonObject object(String name) {
    return fields.get(name) instanceof JsonObject object ? object : new JsonObject();
  }

  /** The object in the field, created and attached when it is missing: for writing. */
  public JsonObject child(String name) {
    if (fields.get(name) instanceof JsonObject object) {
      return object;
    }
    JsonObject created = new JsonObject();
    fields.put(name, created);
    return created;
  }

  /** The elements of the list field, or none. */
  public List<Object> list(String name) {
    return fields.get(name) instanceof List<?> list
        ? Collections.unmodifiableList(list)
        : List.of();
  }

  /** The objects of the list field, or none. */
  public List<JsonObject> objects(String name) {
    return JsonObject.objectsOf(list(name));
  }

  /** The texts of the list field, or none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name)) {
      texts.add(String.valueOf(element));
    }
    return texts;
  }

  /** The fields of an object of texts (labels, options), or none. */
  public Map<String, String> textMap(String name) {
    LinkedHashMap<String, String> texts = new LinkedHashMap<>();
    JsonObject object = object(name);
    for (String key : object.names()) {
      texts.put(key, object.text(key));
    }
    return texts;
  }

  /** The elements of a parsed list that are objects. */
  public static List<JsonObject> objectsOf(@Nullable Object list) {
    List<JsonObject> objects = new ArrayList<>();
    if (list instanceof List<?> elements) {
      for (Object element : elements) {
        if (element instanceof JsonObject object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject object && fields.equals(object.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }
}
