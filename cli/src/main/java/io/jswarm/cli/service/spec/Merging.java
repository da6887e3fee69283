package io.jswarm.cli.service.spec;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Adding to and removing from the lists and maps of a spec. */
final class Merging {
  private Merging() {}

  /** One object for each value of {@code field}: the last. */
  static List<JsonObject> lastOfEach(List<JsonObject> objects, String field) {
    Map<String, JsonObject> byName = new LinkedHashMap<>();
    for (JsonObject object : objects) {
      byName.put(object.text(field), object);
    }
    return List.copyOf(byName.values());
  }

  /** The texts with some added and some removed, each once, sorted. */
  static List<String> sortedTexts(
      List<String> present, List<String> added, Collection<String> removed) {
    LinkedHashSet<String> texts = new LinkedHashSet<>(present);
    texts.addAll(added);
    texts.removeAll(removed);
    List<String> sorted = new ArrayList<>(texts);
    sorted.sort(null);
    return sorted;
  }

  /** {@code key=value} texts with some set and some removed by key, in the order they had. */
  static List<String> byKey(List<String> present, List<String> added, List<String> removed) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String text : present) {
      if (!removed.contains(KeyValues.key(text))) {
        texts.put(KeyValues.key(text), text);
      }
    }
    for (String text : added) {
      texts.put(KeyValues.key(text), text);
    }
    return List.copyOf(texts.values());
  }

  /** Sets and removes entries of a map field such as labels. */
  static void map(JsonObject parent, String field, List<String> added, List<String> removed) {
    if (added.isEmpty() && removed.isEmpty()) {
      return;
    }
    JsonObject map = parent.child(field);
    for (String key : removed) {
      map.remove(KeyValues.key(key));
    }
    for (String text : added) {
      map.set(KeyValues.key(text), KeyValues.value(text));
    }
  }

  /** The objects whose key is not among {@code removed}. */
  static List<JsonObject> without(
      List<JsonObject> objects, Function<JsonObject, String> key, Collection<String> removed) {
    List<JsonObject> kept = new ArrayList<>();
    for (JsonObject object : objects) {
      if (!removed.contains(key.apply(object))) {
        kept.add(object);
      }
    }
    return kept;
  }
}
