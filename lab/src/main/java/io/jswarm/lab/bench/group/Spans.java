package io.jswarm.lab.bench.group;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Many spans of the same kind, in seconds. */
final class Spans {
  private final List<Double> all = new ArrayList<>();

  void add(double seconds) {
    all.add(seconds);
  }

  int count() {
    return all.size();
  }

  /**
   * The smallest that so many of them do not exceed; empty when there are none.
   *
   * @param share above 0, up to 1
   */
  OptionalDouble share(double share) {
    List<Double> sorted = all.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get(Math.clamp(rank, 1, sorted.size()) - 1));
  }
}
