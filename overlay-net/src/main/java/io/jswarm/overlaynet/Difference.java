package io.jswarm.overlaynet;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one key between two maps.
 *
 * @param before null when it is new
 * @param after null when it is gone
 */
public record Difference<V>(@Nullable V before, @Nullable V after) {
  /**
   * The keys that are in one map only, or with different values, in order. Values that are the same
   * object cost next to nothing, so maps that share most of theirs are compared fast.
   *
   * @param before in the natural order of its keys, as {@code after}
   */
  public static <V> SortedMap<String, Difference<V>> between(
      SortedMap<String, V> before, SortedMap<String, V> after) {
    SortedMap<String, Difference<V>> found = new TreeMap<>();
    Iterator<Map.Entry<String, V>> olds = before.entrySet().iterator();
    Iterator<Map.Entry<String, V>> news = after.entrySet().iterator();
    Map.Entry<String, V> old = next(olds);
    Map.Entry<String, V> now = next(news);
    while (old != null || now != null) {
      int order = old == null ? 1 : now == null ? -1 : order(old.getKey(), now.getKey());
      String key = order <= 0 && old != null ? old.getKey() : Objects.requireNonNull(now).getKey();
      V was = order <= 0 && old != null ? old.getValue() : null;
      V is = order >= 0 && now != null ? now.getValue() : null;
      if (!Objects.equals(was, is)) {
        found.put(key, new Difference<>(was, is));
      }
      old = order <= 0 ? next(olds) : old;
      now = order >= 0 ? next(news) : now;
    }
    return found;
  }

  /** Most keys are the same, and most of those the same object, which only {@code equals} sees. */
  private static int order(String one, String other) {
    return one.equals(other) ? 0 : one.compareTo(other);
  }

  private static <T> @Nullable T next(Iterator<T> all) {
    return all.hasNext() ? all.next() : null;
  }
}
