package io.jswarm.testkit;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What happened, line by line: the last lines for whoever looks for a cause, and a hash over all of
 * them to compare two runs by.
 */
public final class Trace {
  private static final int LINES_KEPT = 1_500;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final VirtualTime time;
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private long hash = FNV_OFFSET;
  private long lines;

  public Trace(VirtualTime time) {
    this.time = time;
  }

  /** What counts. */
  public void add(String line) {
    String full = time.now() + " " + line;
    for (int i = 0; i < full.length(); i++) {
      hash = (hash ^ full.charAt(i)) * FNV_PRIME;
    }
    lines++;
    note(full);
  }

  /** What only helps to understand. */
  public void note(String line) {
    last.addLast(line);
    if (last.size() > LINES_KEPT) {
      last.removeFirst();
    }
  }

  /** The same for two runs only if all of their lines are, for all that matters. */
  public long hash() {
    return hash;
  }

  public long lines() {
    return lines;
  }

  public List<String> last() {
    return List.copyOf(last);
  }
}
