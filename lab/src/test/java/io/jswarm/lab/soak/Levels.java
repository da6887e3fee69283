package io.jswarm.lab.soak;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one host at rest, that is with no service, from the end of the warm-up on. Flat
 * means that the last level is within a gauge's bounds of the first, and that the second half of
 * the levels does not climb through them either.
 */
final class Levels {
  /** Fewer levels than this say nothing of a slope. */
  private static final int SLOPE_MIN = 4;

  private static final List<Gauge> OF_CONTAINERS =
      List.of(Gauge.MOUNTS, Gauge.NETWORKS, Gauge.CGROUPS, Gauge.CONMONS);

  private final String host;
  private final List<Gauges> atRest = new ArrayList<>();
  private @Nullable Gauges atWork;

  Levels(String host) {
    this.host = host;
  }

  /** Counted while the host had containers: a gauge that stays as it is counts nothing. */
  void working(Gauges gauges) {
    atWork = gauges;
  }

  void add(Gauges gauges) {
    atRest.add(gauges);
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
      } else if (climbs(gauge, limit - first)) {
        faults.add("%s: %s rises all the time: %s".formatted(host, gauge.title(), series(gauge)));
      }
    }
    return faults;
  }

  /** Every level above the one before, and more than half of what is allowed in all. */
  private boolean climbs(Gauge gauge, long allowed) {
    if (atRest.size() < SLOPE_MIN || gauge == Gauge.RSS_KIB) {
      return false; // memory a JVM has touched once is not given back: only its bound is judged
    }
    for (int i = 1; i < atRest.size(); i++) {
      if (atRest.get(i).of(gauge) <= atRest.get(i - 1).of(gauge)) {
        return false;
      }
    }
    return atRest.getLast().of(gauge) - atRest.getFirst().of(gauge) > allowed / 2;
  }

  private List<Long> series(Gauge gauge) {
    return atRest.stream().map(each -> each.of(gauge)).toList();
  }

  /**
   * A table: a line for each gauge, a column for each time at rest, before them the one at work.
   */
  String table() {
    StringBuilder text = new StringBuilder(host + " at rest\n");
    for (Gauge gauge : Gauge.values()) {
      text.append("  %-15s".formatted(gauge.title()));
      if (atWork != null) {
        text.append("%9d |".formatted(atWork.of(gauge)));
      }
      series(gauge).forEach(value -> text.append("%9d".formatted(value)));
      text.append('\n');
    }
    return text.toString();
  }
}
