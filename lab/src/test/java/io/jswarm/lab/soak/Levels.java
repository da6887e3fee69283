package io.jswarm.lab.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one host at rest, that is with no service, from the end of the warm-up on. Flat
 * means that the last level is within a gauge's bounds of the first and, where the daemon has lived
 * all the time, that the line through the levels rises no faster than the gauge may. The line's
 * slope is the median of those between any two levels (Theil and Sen), which a step in the
 * beginning or a few odd levels do not move.
 */
final class Levels {
  /** Fewer levels, or less time between the first and the last, say nothing of a slope. */
  private static final int SLOPE_LEVELS_MIN = 6;

  private static final Duration SLOPE_TIME_MIN = Duration.ofMinutes(15);

  private static final List<Gauge> OF_CONTAINERS =
      List.of(Gauge.MOUNTS, Gauge.NETWORKS, Gauge.CGROUPS, Gauge.CONMONS);

  /** What was counted, and how long after the soak began. */
  private record Level(Duration at, Gauges gauges) {
    long of(Gauge gauge) {
      return gauges.of(gauge);
    }
  }

  private final String host;
  private final boolean lasting;
  private final List<Level> atRest = new ArrayList<>();
  private @Nullable Gauges atWork;

  /**
   * No levels yet.
   *
   * @param lasting whether the host's daemon lives from the first level to the last
   */
  Levels(String host, boolean lasting) {
    this.host = host;
    this.lasting = lasting;
  }

  /** Counted while the host had containers: a gauge that stays as it is counts nothing. */
  void working(Gauges gauges) {
    atWork = gauges;
  }

  /**
   * The next level.
   *
   * @param at how long after the soak began
   */
  void add(Duration at, Gauges gauges) {
    atRest.add(new Level(at, gauges));
  }

  /** What is not flat, a line for each gauge. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (Gauge gauge : OF_CONTAINERS) {
      if (atWork != null && atWork.of(gauge) <= atRest.getFirst().of(gauge)) {
        faults.add(
            "%s: %s: %d with containers, %d without; what is counted?"
                .formatted(host, gauge.title(), atWork.of(gauge), atRest.getFirst().of(gauge)));
      }
    }
    for (Gauge gauge : Gauge.values()) {
      long first = atRest.getFirst().of(gauge);
      long last = atRest.getLast().of(gauge);
      long limit = gauge.limit(first);
      if (last > limit) {
        faults.add(
            "%s: %s rose from %d to %d, at most %d was allowed"
                .formatted(host, gauge.title(), first, last, limit));
      } else if (lasting && perHour(gauge) > gauge.perHour()) {
        faults.add(
            "%s: %s rises by %.0f in an hour, at most %d were allowed: %s"
                .formatted(host, gauge.title(), perHour(gauge), gauge.perHour(), series(gauge)));
      }
    }
    return faults;
  }

  /** The slope of the line through the levels; 0 when there are too few. */
  double perHour(Gauge gauge) {
    Duration time = atRest.getLast().at.minus(atRest.getFirst().at);
    if (atRest.size() < SLOPE_LEVELS_MIN || time.compareTo(SLOPE_TIME_MIN) < 0) {
      return 0;
    }
    List<Double> slopes = new ArrayList<>();
    for (int from = 0; from < atRest.size(); from++) {
      for (int to = from + 1; to < atRest.size(); to++) {
        slopes.add(perHour(gauge, atRest.get(from), atRest.get(to)));
      }
    }
    Collections.sort(slopes);
    int middle = slopes.size() / 2;
    return slopes.size() % 2 == 1
        ? slopes.get(middle)
        : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
  }

  private static double perHour(Gauge gauge, Level from, Level to) {
    double hours = to.at.minus(from.at).toMillis() / 3_600_000.0;
    return (to.of(gauge) - from.of(gauge)) / hours;
  }

  private List<Long> series(Gauge gauge) {
    return atRest.stream().map(each -> each.of(gauge)).toList();
  }

  /**
   * A table: a line for each gauge, a column for each time at rest, before them the one at work,
   * after them the slope.
   */
  String table() {
    StringBuilder text = new StringBuilder(host + " at rest\n");
    for (Gauge gauge : Gauge.values()) {
      text.append("  %-15s".formatted(gauge.title()));
      if (atWork != null) {
        text.append("%9d |".formatted(atWork.of(gauge)));
      }
      series(gauge).forEach(value -> text.append("%9d".formatted(value)));
      if (lasting) {
        text.append(" | %+.0f/h".formatted(perHour(gauge)));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
