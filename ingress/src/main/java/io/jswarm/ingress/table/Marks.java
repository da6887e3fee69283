package io.jswarm.ingress.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The mark of connections that came by another node: one bit that says so, and sixteen that say
 * which. It is kept with the connection, also while the daemon is away, so it must not depend on
 * when a node was seen first: it follows from the node's id. Two that would get the same are told
 * apart in order of their ids.
 */
public final class Marks {
  /** The bit all of them have, and no other packet of ours. */
  public static final int FLAG = 0x10000;

  private static final int NODES = 0xffff;

  private final SortedMap<String, Integer> marks;

  private Marks(SortedMap<String, Integer> marks) {
    this.marks = marks;
  }

  /** Marks for these nodes. */
  public static Marks of(Collection<String> nodeIds) {
    if (nodeIds.size() > NODES) {
      throw new IllegalArgumentException("there are marks for %d nodes".formatted(NODES));
    }
    SortedMap<String, Integer> marks = new TreeMap<>();
    Set<Integer> taken = new HashSet<>();
    for (String id : new TreeSet<>(nodeIds)) {
      int wanted = spread(id);
      while (!taken.add(wanted)) {
        wanted = (wanted + 1) & NODES;
      }
      marks.put(id, FLAG | wanted);
    }
    return new Marks(marks);
  }

  /** The mark of one of the nodes. */
  public int of(String nodeId) {
    Integer mark = marks.get(nodeId);
    if (mark == null) {
      throw new IllegalArgumentException("no mark was made for node " + nodeId);
    }
    return mark;
  }

  /** The node's number alone: the zone in which connections that came by it are tracked. */
  int zoneOf(String nodeId) {
    return of(nodeId) & NODES;
  }

  private static int spread(String id) {
    int hash = id.hashCode();
    return (hash ^ hash >>> Short.SIZE) & NODES;
  }

  /** As nft lists it. */
  static String text(int mark) {
    return "0x" + HexFormat.of().toHexDigits(mark);
  }
}
