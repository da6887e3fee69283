package io.jswarm.lab.load;

import java.util.Arrays;

/**
 * How long each of many calls took, every one of them kept, so that percentiles are exact. For one
 * thread at a time; clients have one each and they are put together at the end.
 */
final class Latencies {
  /** At 8 bytes each this is 160 MB, more than an hour of five thousand calls a second. */
  private static final int MAX = 20_000_000;

  private long[] nanos = new long[64];
  private int size;

  void add(long tookNanos) {
    makeRoomFor(1);
    nanos[size++] = tookNanos;
  }

  void addAll(Latencies others) {
    makeRoomFor(others.size);
    System.arraycopy(others.nanos, 0, nanos, size, others.size);
    size += others.size;
  }

  int size() {
    return size;
  }

  /** Sorts in place what was added so far. */
  void sort() {
    Arrays.sort(nanos, 0, size);
  }

  /**
   * After {@link #sort}: the smallest time within which at least this share of the calls ended, in
   * milliseconds; 0 when there were none.
   *
   * @param share above 0, up to 1
   */
  double percentileMillis(double share) {
    if (size == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(share * size);
    return nanos[Math.clamp(rank, 1, size) - 1] / 1e6;
  }

  private void makeRoomFor(int more) {
    if (more > MAX - size) {
      throw new IllegalStateException("more than " + MAX + " calls in one load");
    }
    if (size + more > nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.clamp(2L * nanos.length, size + more, MAX));
    }
  }
}
