package io.jswarm.overlaynet.nft;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of keys, or a map from keys to what they lead to.
 *
 * @param type of the keys, and of the values after a colon, as {@code ipv4_addr : verdict}
 * @param elements values by key; empty values in a set
 */
public record NamedSet(String type, SortedMap<String, String> elements) {
  public NamedSet {
    elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
  }

  /** A set of these keys. */
  public static NamedSet of(String type, Iterable<String> keys) {
    SortedMap<String, String> elements = new TreeMap<>();
    keys.forEach(key -> elements.put(key, ""));
    return new NamedSet(type, elements);
  }

  /** {@code map} or {@code set}. */
  String kind() {
    return type.contains(" : ") ? "map" : "set";
  }

  static String text(SortedMap<String, String> elements) {
    return elements.entrySet().stream()
        .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + " : " + e.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }
}
