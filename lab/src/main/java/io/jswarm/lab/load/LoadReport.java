package io.jswarm.lab.load;

import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What came of one load.
 *
 * @param succeeded calls answered with 2xx in the counted time
 * @param failed calls answered otherwise, or not at all
 * @param errors the failed calls by kind
 * @param seconds the counted time, until the last answer
 */
public record LoadReport(
    Operation operation,
    int clients,
    double seconds,
    long succeeded,
    long failed,
    Quantiles millis,
    SequencedMap<String, Long> errors) {
  /** Times of the successful calls in milliseconds. */
  public record Quantiles(double p50, double p99, double p999, double max) {
    static Quantiles of(Latencies sorted) {
      return new Quantiles(
          sorted.percentileMillis(0.5),
          sorted.percentileMillis(0.99),
          sorted.percentileMillis(0.999),
          sorted.percentileMillis(1));
    }
  }

  static LoadReport of(LoadPlan plan, double seconds, Latencies latencies, Errors errors) {
    latencies.sort();
    Map<String, Long> counts = errors.counts();
    return new LoadReport(
        plan.operation(),
        plan.clients(),
        seconds,
        latencies.size(),
        counts.values().stream().mapToLong(Long::longValue).sum(),
        Quantiles.of(latencies),
        new TreeMap<>(counts));
  }

  public double perSecond() {
    return succeeded / seconds;
  }

  /** A line of figures, and one for each kind of error. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-8s %4d clients %9.1f/s  p50 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms  %d done, %d failed",
            operation.word(),
            clients,
            perSecond(),
            millis.p50,
            millis.p99,
            millis.p999,
            millis.max,
            succeeded,
            failed));
    errors.forEach((kind, count) -> text.append("\n  ").append(count).append(" x ").append(kind));
    return text.toString();
  }
}
