package io.jswarm.manager.autoscale;

import io.jswarm.api.rpc.WorkerMessage.TaskUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/** The last readings of one task. */
final class Meter {
  /** CPU is averaged over as many readings as lie within this: three of those every 5 seconds. */
  static final Duration WINDOW = Duration.ofSeconds(12);

  /** What has not been heard of for so long is not known. */
  static final Duration STALE_AFTER = Duration.ofSeconds(20);

  private static final double NANOS_PER_SECOND = 1e9;

  private record Reading(long atNanos, long cpuNanos) {}

  private final ArrayDeque<Reading> readings = new ArrayDeque<>();
  private long memoryBytes;
  private Instant heardAt = Instant.EPOCH;

  /**
   * Takes a reading.
   *
   * @param atNanos by the node's own clock
   */
  void read(long atNanos, TaskUse use, Instant now) {
    heardAt = now;
    memoryBytes = use.memoryBytes();
    Reading last = readings.peekLast();
    if (last != null && (atNanos < last.atNanos || use.cpuNanos() < last.cpuNanos)) {
      readings.clear(); // the clock or the account has begun anew
    } else if (last != null && atNanos == last.atNanos) {
      return;
    }
    readings.addLast(new Reading(atNanos, use.cpuNanos()));
    while (atNanos - readings.getFirst().atNanos > WINDOW.toNanos()) {
      readings.removeFirst();
    }
  }

  /** What the task uses; empty before there are two readings, and when the last is old. */
  Optional<Load> load(Instant now) {
    Duration age = Duration.between(heardAt, now).abs();
    if (readings.size() < 2 || age.compareTo(STALE_AFTER) > 0) {
      return Optional.empty();
    }
    Reading first = readings.getFirst();
    Reading last = readings.getLast();
    double cores = (double) (last.cpuNanos - first.cpuNanos) / (last.atNanos - first.atNanos);
    return Optional.of(new Load((long) (cores * NANOS_PER_SECOND), memoryBytes));
  }
}
