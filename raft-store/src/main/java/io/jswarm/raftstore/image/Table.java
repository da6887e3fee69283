package io.jswarm.raftstore.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * Rows by id, and the same rows by each of some keys. Persistent: a change makes a new table that
 * shares almost all of the old one. A row whose key is empty is left out of that key's index.
 */
final class Table<T> {
  private final Schema<T> schema;
  private final PSortedMap<String, T> rows;
  private final List<PSortedMap<String, PSortedMap<String, T>>> indices;

  /** How a kind of row is named and looked up. */
  record Schema<T>(Function<T, String> id, List<Function<T, String>> keys) {
    Table<T> empty() {
      List<PSortedMap<String, PSortedMap<String, T>>> none = new ArrayList<>();
      keys.forEach(key -> none.add(TreePMap.empty()));
      return new Table<>(this, TreePMap.empty(), none);
    }

    /** A table of many rows at once, several times faster than putting them one by one. */
    Table<T> of(Collection<T> rows) {
      SortedMap<String, T> byId = new TreeMap<>();
      rows.forEach(row -> byId.put(id.apply(row), row));
      List<PSortedMap<String, PSortedMap<String, T>>> indices = new ArrayList<>();
      keys.forEach(key -> indices.add(index(byId, key)));
      return new Table<>(this, TreePMap.fromSortedMap(byId), indices);
    }

    private static <T> PSortedMap<String, PSortedMap<String, T>> index(
        SortedMap<String, T> rows, Function<T, String> keyOf) {
      SortedMap<String, SortedMap<String, T>> byKey = new TreeMap<>();
      rows.forEach((id, row) -> {
        String key = keyOf.apply(row);
        if (!key.isEmpty()) {
          byKey.computeIfAbsent(key, _ -> new TreeMap<>()).put(id, row);
        }
      });
      SortedMap<String, PSortedMap<String, T>> index = new TreeMap<>();
      byKey.forEach((key, found) -> index.put(key, TreePMap.fromSortedMap(found)));
      return TreePMap.fromSortedMap(index);
    }
  }

  private Table(
      Schema<T> schema,
      PSortedMap<String, T> rows,
      List<PSortedMap<String, PSortedMap<String, T>>> indices) {
    this.schema = schema;
    this.rows = rows;
    this.indices = indices;
  }

  PSortedMap<String, T> rows() {
    return rows;
  }

  @Nullable T get(String id) {
    return rows.get(id);
  }

  /** The rows with this key, in the order of their ids. */
  Collection<T> with(int index, String key) {
    PSortedMap<String, T> found = indices.get(index).get(key);
    return found == null ? List.of() : found.values();
  }

  /** The row with this key that has the smallest id. */
  @Nullable T firstWith(int index, String key) {
    PSortedMap<String, T> found = indices.get(index).get(key);
    return found == null ? null : found.firstEntry().getValue();
  }

  /** An index as it is: rows by id by key. */
  PSortedMap<String, PSortedMap<String, T>> index(int index) {
    return indices.get(index);
  }

  Table<T> put(T row) {
    String id = schema.id.apply(row);
    T before = rows.get(id);
    List<PSortedMap<String, PSortedMap<String, T>>> next = new ArrayList<>(indices.size());
    for (int i = 0; i < indices.size(); i++) {
      Function<T, String> keyOf = schema.keys.get(i);
      String key = keyOf.apply(row);
      PSortedMap<String, PSortedMap<String, T>> index = indices.get(i);
      if (before != null && !keyOf.apply(before).equals(key)) {
        index = without(index, keyOf.apply(before), id);
      }
      next.add(with(index, key, id, row));
    }
    return new Table<>(schema, rows.plus(id, row), next);
  }

  Table<T> remove(String id) {
    T before = rows.get(id);
    if (before == null) {
      return this;
    }
    List<PSortedMap<String, PSortedMap<String, T>>> next = new ArrayList<>(indices.size());
    for (int i = 0; i < indices.size(); i++) {
      next.add(without(indices.get(i), schema.keys.get(i).apply(before), id));
    }
    return new Table<>(schema, rows.minus(id), next);
  }

  private static <T> PSortedMap<String, PSortedMap<String, T>> with(
      PSortedMap<String, PSortedMap<String, T>> index, String key, String id, T row) {
    if (key.isEmpty()) {
      return index;
    }
    PSortedMap<String, T> old = index.get(key);
    return index.plus(key, (old == null ? TreePMap.<String, T>empty() : old).plus(id, row));
  }

  private static <T> PSortedMap<String, PSortedMap<String, T>> without(
      PSortedMap<String, PSortedMap<String, T>> index, String key, String id) {
    PSortedMap<String, T> old = index.get(key);
    if (old == null) {
      return index;
    }
    PSortedMap<String, T> rest = old.minus(id);
    return rest.isEmpty() ? index.minus(key) : index.plus(key, rest);
  }

  /** Same rows; the indices follow from them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Table<?> table && rows.equals(table.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }
}
