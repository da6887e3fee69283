package io.jswarm.raftstore.sim;

import java.util.SortedSet;
import java.util.TreeSet;

/** Which members hear which others. Each direction between two of them can be cut by itself. */
final class SimLinks {
  private final SortedSet<String> isolated = new TreeSet<>();
  private final SortedSet<String> cuts = new TreeSet<>();

  void isolate(String id) {
    isolated.add(id);
  }

  void cut(String from, String to) {
    cuts.add(from + ">" + to);
  }

  void heal(String from, String to) {
    cuts.remove(from + ">" + to);
  }

  /** Nothing is cut any more from or to this member. */
  void heal(String id) {
    isolated.remove(id);
    cuts.removeIf(cut -> cut.startsWith(id + ">") || cut.endsWith(">" + id));
  }

  /** Nothing is cut any more. */
  void healAll() {
    isolated.clear();
    cuts.clear();
  }

  boolean isIsolated(String id) {
    return isolated.contains(id);
  }

  /** Whether what one says reaches the other. */
  boolean passes(String from, String to) {
    return from.equals(to)
        || (!isolated.contains(from) && !isolated.contains(to) && !cuts.contains(from + ">" + to));
  }

  /** Whether they can talk. */
  boolean bothWays(String one, String other) {
    return passes(one, other) && passes(other, one);
  }
}
