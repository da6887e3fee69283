package io.jswarm.lab.bench.report;

import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Run;
import io.jswarm.lab.bench.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All samples of one figure of one contender.
 *
 * @param sorted the values that were there in time, smallest first; at least one
 * @param missing how many were not
 */
record Series(List<Double> sorted, int missing, String unit) {
  static Optional<Series> of(List<Run> runs, String figure, Contender contender) {
    List<Double> values = new ArrayList<>();
    int missing = 0;
    String unit = "";
    for (Run run : runs) {
      for (Sample sample : run.samples()) {
        if (sample.contender() != contender || !sample.figure().equals(figure)) {
          continue;
        }
        unit = sample.unit();
        if (sample.value().isPresent()) {
          values.add(sample.value().getAsDouble());
        } else {
          missing++;
        }
      }
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Series(values.stream().sorted().toList(), missing, unit));
  }

  double median() {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return sorted.getFirst();
  }

  double max() {
    return sorted.getLast();
  }

  int count() {
    return sorted.size() + missing;
  }
}
