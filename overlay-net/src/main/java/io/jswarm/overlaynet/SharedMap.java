package io.jswarm.overlaynet;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map in the natural order of its keys that never changes: with one key more or less it becomes
 * another one, which shares all but some dozen nodes with it. What two maps share is passed over
 * when they are compared, so that costs what differs, and not what there is.
 *
 * <p>A tree in which each node stands above those that come after it in an order that follows from
 * the keys alone, but looks like chance (a treap): it is about as deep as three times the logarithm
 * of its size, and the same keys make the same tree, whatever the way to them was.
 */
public final class SharedMap<V> extends AbstractMap<String, V> {
  private static final SharedMap<?> EMPTY = new SharedMap<>(null);

  private final @Nullable Node<V> root;

  private static final class Node<V> {
    private final String key;
    private final V value;
    private final @Nullable Node<V> left;
    private final @Nullable Node<V> right;
    private final int size;

    Node(String key, V value, @Nullable Node<V> left, @Nullable Node<V> right) {
      this.key = key;
      this.value = value;
      this.left = left;
      this.right = right;
      this.size = 1 + (left == null ? 0 : left.size) + (right == null ? 0 : right.size);
    }

    Node<V> over(@Nullable Node<V> low, @Nullable Node<V> high) {
      return low == left && high == right ? this : new Node<>(key, value, low, high);
    }
  }

  private SharedMap(@Nullable Node<V> root) {
    this.root = root;
  }

  @SuppressWarnings("unchecked") // it holds no value of any type
  public static <V> SharedMap<V> empty() {
    return (SharedMap<V>) EMPTY;
  }

  /** The same entries. */
  public static <V> SharedMap<V> of(Map<String, V> entries) {
    return new SharedMap<>(tree(new ArrayList<>(new TreeMap<>(entries).entrySet())));
  }

  private static <V> @Nullable Node<V> tree(List<Map.Entry<String, V>> sorted) {
    if (sorted.isEmpty()) {
      return null;
    }
    int top = 0;
    for (int i = 1; i < sorted.size(); i++) {
      if (isAbove(sorted.get(i).getKey(), sorted.get(top).getKey())) {
        top = i;
      }
    }
    return new Node<>(
        sorted.get(top).getKey(),
        sorted.get(top).getValue(),
        tree(sorted.subList(0, top)),
        tree(sorted.subList(top + 1, sorted.size())));
  }

  /** With this value for the key. One that equals the value it has changes nothing. */
  public SharedMap<V> with(String key, V value) {
    return value.equals(get(key)) ? this : new SharedMap<>(put(root, key, value));
  }

  private static <V> Node<V> put(@Nullable Node<V> node, String key, V value) {
    if (node == null || isAbove(key, node.key)) {
      return new Node<>(key, value, before(node, key), after(node, key));
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return new Node<>(key, value, node.left, node.right);
    }
    return order < 0
        ? node.over(put(node.left, key, value), node.right)
        : node.over(node.left, put(node.right, key, value));
  }

  /** With all these values for their keys. One that equals the value a key has changes nothing. */
  public SharedMap<V> withAll(SharedMap<V> others) {
    return new SharedMap<>(union(root, others.root));
  }

  private static <V> @Nullable Node<V> union(@Nullable Node<V> here, @Nullable Node<V> others) {
    if (here == null || others == null) {
      return here == null ? others : here;
    }
    String key = isAbove(others.key, here.key) ? others.key : here.key;
    V was = onTop(here, key);
    V is = onTop(others, key);
    Node<V> top = is == null || is.equals(was) ? here : others;
    return top.over(
        union(before(here, key), before(others, key)), union(after(here, key), after(others, key)));
  }

  /** Without this key, there or not. */
  public SharedMap<V> without(String key) {
    Node<V> less = remove(root, key);
    return less == root ? this : new SharedMap<>(less);
  }

  private static <V> @Nullable Node<V> remove(@Nullable Node<V> node, String key) {
    if (node == null) {
      return null;
    }
    int order = key.compareTo(node.key);
    if (order == 0) {
      return joined(node.left, node.right);
    }
    return order < 0
        ? node.over(remove(node.left, key), node.right)
        : node.over(node.left, remove(node.right, key));
  }

  /** All of both, where those of the one come before those of the other. */
  private static <V> @Nullable Node<V> joined(@Nullable Node<V> low, @Nullable Node<V> high) {
    if (low == null || high == null) {
      return low == null ? high : low;
    }
    return isAbove(low.key, high.key)
        ? low.over(low.left, joined(low.right, high))
        : high.over(joined(low, high.left), high.right);
  }

  /** What became of each key since that map, in order of the keys, where anything did. */
  public SortedMap<String, Difference<V>> since(SharedMap<V> old) {
    SortedMap<String, Difference<V>> found = new TreeMap<>();
    compare(old.root, root, found);
    return found;
  }

  private static <V> void compare(
      @Nullable Node<V> old, @Nullable Node<V> now, SortedMap<String, Difference<V>> found) {
    if (old == now) {
      return;
    }
    String key = upper(old, now);
    V was = onTop(old, key);
    V is = onTop(now, key);
    if (!Objects.equals(was, is)) {
      found.put(key, new Difference<>(was, is));
    }
    compare(before(old, key), before(now, key), found);
    compare(after(old, key), after(now, key), found);
  }

  /** The key that is on top of all in two trees, of which not both are empty. */
  private static String upper(@Nullable Node<?> one, @Nullable Node<?> other) {
    if (one == null || other == null) {
      return Objects.requireNonNull(one == null ? other : one).key;
    }
    return isAbove(other.key, one.key) ? other.key : one.key;
  }

  private static <V> @Nullable V onTop(@Nullable Node<V> tree, String key) {
    return tree == null || !tree.key.equals(key) ? null : tree.value;
  }

  /** The part with keys before this one. */
  private static <V> @Nullable Node<V> before(@Nullable Node<V> tree, String key) {
    if (tree == null) {
      return null;
    }
    int order = key.compareTo(tree.key);
    if (order == 0) {
      return tree.left;
    }
    return order < 0 ? before(tree.left, key) : tree.over(tree.left, before(tree.right, key));
  }

  /** The part with keys after this one. */
  private static <V> @Nullable Node<V> after(@Nullable Node<V> tree, String key) {
    if (tree == null) {
      return null;
    }
    int order = key.compareTo(tree.key);
    if (order == 0) {
      return tree.right;
    }
    return order > 0 ? after(tree.right, key) : tree.over(after(tree.left, key), tree.right);
  }

  /** Where nodes stand: an order of the keys that has nothing to do with their own. */
  private static boolean isAbove(String one, String other) {
    int order = Integer.compare(scattered(one.hashCode()), scattered(other.hashCode()));
    return order != 0 ? order > 0 : one.compareTo(other) < 0;
  }

  /** Each number to another one, and near ones far apart (the last step of MurmurHash3). */
  private static int scattered(int number) {
    int mixed = (number ^ (number >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }

  /** The values of the keys that begin so, in order of the keys. */
  public List<V> beginningWith(String prefix) {
    List<V> found = new ArrayList<>();
    collect(root, prefix, found);
    return found;
  }

  private static <V> void collect(@Nullable Node<V> node, String prefix, List<V> found) {
    if (node == null) {
      return;
    }
    boolean begins = node.key.startsWith(prefix);
    boolean comesAfter = node.key.compareTo(prefix) > 0;
    if (begins || comesAfter) {
      collect(node.left, prefix, found);
    }
    if (begins) {
      found.add(node.value);
    }
    if (begins || !comesAfter) {
      collect(node.right, prefix, found);
    }
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    Node<V> node = find(key);
    return node == null ? null : node.value;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return find(key) != null;
  }

  private @Nullable Node<V> find(@Nullable Object key) {
    if (!(key instanceof String wanted)) {
      return null;
    }
    Node<V> node = root;
    while (node != null && !node.key.equals(wanted)) {
      node = wanted.compareTo(node.key) < 0 ? node.left : node.right;
    }
    return node;
  }

  @Override
  public int size() {
    return root == null ? 0 : root.size;
  }

  @Override
  public Set<Map.Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, V>> iterator() {
        return new InOrder<>(root);
      }

      @Override
      public int size() {
        return SharedMap.this.size();
      }
    };
  }

  private static final class InOrder<V> implements Iterator<Map.Entry<String, V>> {
    /** Nodes whose left side is done, the next one on top. */
    private final Deque<Node<V>> due = new ArrayDeque<>();

    InOrder(@Nullable Node<V> root) {
      descend(root);
    }

    private void descend(@Nullable Node<V> from) {
      for (Node<V> node = from; node != null; node = node.left) {
        due.push(node);
      }
    }

    @Override
    public boolean hasNext() {
      return !due.isEmpty();
    }

    @Override
    public Map.Entry<String, V> next() {
      Node<V> node = due.poll();
      if (node == null) {
        throw new NoSuchElementException();
      }
      descend(node.right);
      return Map.entry(node.key, node.value);
    }
  }

  /** As for every map, in a time that does not depend on what two of these share. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SharedMap<?> map ? same(root, map.root) : super.equals(other);
  }

  private static boolean same(@Nullable Node<?> one, @Nullable Node<?> other) {
    if (one == null || other == null || one == other) {
      return one == other;
    }
    return one.size == other.size
        && one.key.equals(other.key)
        && one.value.equals(other.value)
        && same(one.left, other.left)
        && same(one.right, other.right);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
