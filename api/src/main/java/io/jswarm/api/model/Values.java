package io.jswarm.api.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a reader hands to a record's constructor whole: absent becomes Go's zero value, lists
 * become immutable, maps become immutable and sorted by key, as Go writes them. Doing it again to
 * the same value costs nothing.
 */
final class Values {
  /** The zero of Go's time, which Docker shows where nothing ever happened. */
  private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final Class<?> SORTED =
      Collections.unmodifiableSortedMap(new TreeMap<>()).getClass();

  private Values() {}

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  static Duration duration(@Nullable Duration value) {
    return value == null ? Duration.ZERO : value;
  }

  static Instant instant(@Nullable Instant value) {
    return value == null ? NEVER : value;
  }

  static <T> List<T> list(@Nullable List<T> value) {
    return value == null ? List.of() : List.copyOf(value);
  }

  static <T> @Nullable List<T> listOrNull(@Nullable List<T> value) {
    return value == null ? null : List.copyOf(value);
  }

  static <V> Map<String, V> map(@Nullable Map<String, V> value) {
    return value == null || value.isEmpty() ? Collections.emptySortedMap() : sorted(value);
  }

  static <V> @Nullable Map<String, V> mapOrNull(@Nullable Map<String, V> value) {
    return value == null ? null : map(value);
  }

  private static <V> Map<String, V> sorted(Map<String, V> value) {
    return value.getClass() == SORTED
        ? value
        : Collections.unmodifiableSortedMap(new TreeMap<>(value));
  }
}
