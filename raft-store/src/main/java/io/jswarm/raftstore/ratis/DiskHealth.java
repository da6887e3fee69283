package io.jswarm.raftstore.ratis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is made of the readings of a disk: whether a member should lead on it. Not thread-safe; time
 * is an argument.
 */
final class DiskHealth {
  /** Less than this and the log, or a snapshot, could be cut off in the middle of a write. */
  static final long LOW_BYTES = 32L << 20;

  /**
   * As much must be free again before the member leads: else each deleted file would begin it anew.
   */
  static final long ENOUGH_BYTES = 48L << 20;

  /** A write that takes longer than this makes the disk suspect. */
  static final Duration SUSPECT_AFTER = Duration.ofMillis(500);

  /** A suspect disk that does not finish the smallest write in this time has stalled. */
  static final Duration STALLED_AFTER = Duration.ofSeconds(2);

  /** How long a disk must work again before the member may lead on it. */
  static final Duration QUIET = Duration.ofSeconds(5);

  private boolean low;
  private long freeBytes;
  private @Nullable Long stalledAtNanos;

  /**
   * Takes a reading.
   *
   * @param free bytes that can still be written
   * @param probing how long a trial write has been under way; null when none is
   */
  void read(long free, @Nullable Duration probing, long nowNanos) {
    freeBytes = free;
    low = free < (low ? ENOUGH_BYTES : LOW_BYTES);
    if (probing != null && probing.compareTo(STALLED_AFTER) > 0) {
      stalledAtNanos = nowNanos;
    }
    Long last = stalledAtNanos;
    if (last != null && nowNanos - last > QUIET.toNanos()) {
      stalledAtNanos = null;
    }
  }

  boolean stalls() {
    return stalledAtNanos != null;
  }

  boolean isLow() {
    return low;
  }

  /** A sentence for people; empty while all is well. It stays the same while the trouble does. */
  String trouble() {
    if (stalls()) {
      return "the disk of the manager's data does not answer: this manager does not lead until it does";
    }
    return low
        ? "the disk of the manager's data is almost full (less than %d MiB are free): this manager takes no commands and gives up leading until %d MiB are free"
            .formatted(LOW_BYTES >> 20, ENOUGH_BYTES >> 20)
        : "";
  }

  long freeBytes() {
    return freeBytes;
  }
}
