package io.jswarm.raftstore.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last rounds, so that a watcher that was away can go on. Bounded by rounds, by changes (each
 * keeps some two KB of an older image alive) and by bytes. Not thread-safe.
 */
final class RoundWindow {
  static final int MAX_ROUNDS = 2_000;
  static final int MAX_CHANGES = 10_000;
  static final long MAX_BYTES = 16L << 20;

  private final TreeMap<Long, Update.Delta> deltas = new TreeMap<>();
  private final Deque<Integer> sizes = new ArrayDeque<>();
  private int changes;
  private long bytes;

  /** Adds the next round; the newest always stays. */
  void add(Update.Delta delta, int entryBytes) {
    deltas.put(delta.round().number(), delta);
    sizes.addLast(entryBytes);
    changes += delta.round().changes().size();
    bytes += entryBytes;
    while (deltas.size() > 1
        && (deltas.size() > MAX_ROUNDS || changes > MAX_CHANGES || bytes > MAX_BYTES)) {
      Update.Delta oldest = deltas.pollFirstEntry().getValue();
      changes -= oldest.round().changes().size();
      bytes -= sizes.removeFirst();
    }
  }

  void clear() {
    deltas.clear();
    sizes.clear();
    changes = 0;
    bytes = 0;
  }

  /** A round by its number. */
  Optional<Update.Delta> get(long number) {
    return Optional.ofNullable(deltas.get(number));
  }
}
