package io.jswarm.overlaynet.nft;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of keys, or a map from keys to what they lead to.
 *
 * @param type of the keys, and of the values after a colon, as {@code ipv4_addr : verdict}; or what
 *     they are taken from, as {@code typeof ether saddr : ct zone}, where a type has no name
 * @param options more of its definition, empty or ended by a semicolon
 * @param elements values by key; empty values in a set
 */
public record NamedSet(String type, String options, SortedMap<String, String> elements) {
  /** Rules put elements in; those that stay unused go. */
  private static final String FILLED_BY_RULES = "flags dynamic; timeout 10s; size 65535; ";

  public NamedSet {
    elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
  }

  /** Of elements that are given. */
  public NamedSet(String type, SortedMap<String, String> elements) {
    this(type, "", elements);
  }

  /** A set that rules fill, of what they have seen. */
  public static NamedSet filledByRules(String type) {
    return new NamedSet(type, FILLED_BY_RULES, new TreeMap<>());
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

  /** What is between the braces of its definition. */
  String definition() {
    return typeClause() + "; " + options;
  }

  /** How nft lists its type. */
  String typeClause() {
    return type.startsWith("typeof ") ? type : "type " + type;
  }

  boolean isFilledByRules() {
    return options.equals(FILLED_BY_RULES);
  }

  static String text(SortedMap<String, String> elements) {
    return elements.entrySet().stream()
        .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + " : " + e.getValue())
        .collect(Collectors.joining(", ", "{ ", " }"));
  }
}
