package io.jswarm.lab.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a stream of requests.
 *
 * @param held requests that were not sent because every kept connection waited for an answer
 * @param cpuMicros of the caller alone
 * @param failures the first thousands of them
 * @param names who answered, how often and when last
 */
public record TrafficReport(
    long asked,
    long held,
    long answered,
    long failed,
    long p50Millis,
    long p99Millis,
    long maxMillis,
    long lengthMillis,
    long cpuMicros,
    List<Failure> failures,
    Map<String, Answerer> names) {

  /**
   * A request that was not answered.
   *
   * @param atMillis when that was noticed, from the beginning of the traffic
   * @param waitedMillis how long after it was sent
   * @param name who had answered over the same connection before; {@code -} when nobody had
   */
  public record Failure(long atMillis, long waitedMillis, String name, String error) {
    /** When it was sent, from the beginning of the traffic. */
    public long sentMillis() {
      return atMillis - waitedMillis;
    }

    /**
     * Whether it was the first request over its connection: nobody knows who should have answered.
     */
    public boolean isFirst() {
      return name.equals("-");
    }

    private static Failure of(String line) {
      String[] words = line.split(" ", 5);
      return new Failure(Long.parseLong(words[1]), Long.parseLong(words[2]), words[3], words[4]);
    }
  }

  /**
   * One of those who answered.
   *
   * @param lastMillis when its last answer came, from the beginning of the traffic
   */
  public record Answerer(long answers, long lastMillis) {}

  /**
   * Reads what the program printed.
   *
   * @throws IllegalStateException when it has not ended
   */
  public static TrafficReport of(List<String> lines) {
    List<Failure> failures = new ArrayList<>();
    Map<String, Answerer> names = new TreeMap<>();
    Map<String, Long> sums = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "fail" -> failures.add(Failure.of(line));
        case "from" ->
            names.put(words[1], new Answerer(Long.parseLong(words[2]), Long.parseLong(words[3])));
        case "end" -> {
          for (int i = 1; i + 1 < words.length; i += 2) {
            sums.put(words[i], Long.parseLong(words[i + 1]));
          }
        }
        default -> {}
      }
    }
    if (sums.isEmpty()) {
      throw new IllegalStateException("the traffic ended without a summary: " + lines);
    }
    List<Long> values =
        Arrays.stream(
                new String[] {
                  "asked", "held", "answered", "failed", "p50", "p99", "max", "ms", "cpu_us"
                })
            .map(sums::get)
            .toList();
    return new TrafficReport(
        values.get(0),
        values.get(1),
        values.get(2),
        values.get(3),
        values.get(4),
        values.get(5),
        values.get(6),
        values.get(7),
        values.get(8),
        failures,
        names);
  }

  /** For people. */
  public String text() {
    return "%d requests in %.1f s, %d answered by %d, %d failed %s; p50 %d, p99 %d, max %d ms"
        .formatted(
            asked,
            lengthMillis / 1000.0,
            answered,
            names.size(),
            failed,
            failures.stream().limit(5).toList(),
            p50Millis,
            p99Millis,
            maxMillis);
  }
}
