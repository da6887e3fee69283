package io.jswarm.lab.faults;

import io.jswarm.lab.history.Linearizability;
import io.jswarm.lab.history.Operation;
import io.jswarm.lab.history.Reply;
import io.jswarm.lab.history.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a history amounts to.
 *
 * @param answered what got an answer of a daemon that was able to give one
 * @param longestGap the longest time in which no write was acknowledged
 * @param sentences what was said with refusals and unknown outcomes, and how often
 */
record Tally(
    int operations,
    List<Operation> answered,
    Duration longestGap,
    Map<String, Long> sentences,
    Map<String, Long> replies,
    Verdict verdict) {
  /** What callers are promised to be answered within. */
  private static final Duration SLOW = Duration.ofSeconds(3);

  /**
   * @param began when the load began, on the history's clock
   * @param ended when it was stopped
   */
  static Tally of(List<Operation> history, long began, long ended) {
    long acknowledged = began;
    long gap = 0;
    List<Long> times =
        history.stream()
            .filter(operation -> operation.reply().acknowledges())
            .map(Operation::returnedNanos)
            .sorted()
            .toList();
    for (long time : times) {
      gap = Math.max(gap, time - acknowledged);
      acknowledged = time;
    }
    return new Tally(
        history.size(),
        history.stream().filter(Tally::isAnswered).toList(),
        Duration.ofNanos(Math.max(gap, ended - acknowledged)),
        count(history, Tally::sentence),
        count(history, operation -> operation.reply().getClass().getSimpleName()),
        Linearizability.check(history));
  }

  private static boolean isAnswered(Operation operation) {
    return !(operation.reply() instanceof Reply.Unknown(String why)
        && why.equals("the connection broke"));
  }

  /** What took longer than it may. */
  List<Operation> slow() {
    return answered.stream().filter(operation -> operation.took().compareTo(SLOW) > 0).toList();
  }

  private Duration slowest() {
    return answered.stream().map(Operation::took).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private static Map<String, Long> count(List<Operation> history, Function<Operation, String> by) {
    return history.stream()
        .map(by)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.groupingBy(text -> text, TreeMap::new, Collectors.counting()));
  }

  private static String sentence(Operation operation) {
    return switch (operation.reply()) {
      case Reply.Refused(String sentence) -> sentence;
      case Reply.Unknown(String sentence) -> sentence;
      case Reply.Created _,
          Reply.Done _,
          Reply.Seen _,
          Reply.Conflict _,
          Reply.OutOfSequence _,
          Reply.Absent _ ->
          "";
    };
  }

  private long replies(String kind) {
    return replies.getOrDefault(kind, 0L);
  }

  @Override
  public String toString() {
    return "%d operations: %d writes acknowledged, %d unknown, %d refused, %d read, %d told otherwise;"
            .formatted(
                operations,
                replies("Created") + replies("Done"),
                replies("Unknown"),
                replies("Refused"),
                replies("Seen") + replies("Absent"),
                replies("Conflict") + replies("OutOfSequence"))
        + " longest without an acknowledged write %.1f s, slowest answer %.1f s: %s"
            .formatted(seconds(longestGap), seconds(slowest()), verdict);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
