package io.jswarm.lab.sidebyside.verdict;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes out of a text what no two runs have in common: ids, times, ages, addresses, chosen ports,
 * the widths of columns, and how often a client looked while it waited.
 */
public final class Normaliser {
  private record Rule(Pattern pattern, String instead) {
    static Rule of(String pattern, String instead) {
      return new Rule(Pattern.compile(pattern), instead);
    }
  }

  private static final String DIGIT_AND_LETTER = "(?=[0-9a-z]*[0-9])(?=[0-9a-z]*[a-z])";

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?( ?Z| \\+0000 (UTC|utc))?",
              "<time>"),
          Rule.of("sha256:[0-9a-f]{64}", "<digest>"),
          Rule.of("\\b[0-9a-f]{64}\\b", "<container>"),
          Rule.of("\\b[0-9a-z]{25}\\b", "<id>"),
          Rule.of("(?m)^[0-9a-z]{12}(?=[ :]|$)", "<id>"),
          Rule.of("\\b" + DIGIT_AND_LETTER + "[0-9a-z]{12}\\b", "<id>"),
          Rule.of(
              "(?i)(less than a second|about an? (minute|hour)|\\d+ (second|minute|hour)s?)( ago)\\b",
              "<age>"),
          Rule.of("\\b(10\\.0|172\\.\\d+)\\.\\d+\\.\\d+\\b", "<address>"),
          Rule.of("\\*:3[0-2]\\d{3}\\b", "*:<port>"),
          Rule.of("[ \\t]+", " "),
          Rule.of("(?m)^ | $", ""));

  /** Lines by which a client says how far it is; which ones depends on when it looked. */
  private static final Predicate<String> PROGRESS =
      Pattern.compile(
              "^(overall progress: .*|verify: (Waiting|Detected).*|(\\d+/\\d+|<id>|job progress|active tasks): ?.*)$")
          .asMatchPredicate();

  private Normaliser() {}

  /**
   * The text without that.
   *
   * @param folder the lab's, which differs from cluster to cluster
   */
  public static String normal(String text, String folder) {
    String normal = text.replace(folder, "<lab>").replace("\r", "");
    for (Rule rule : RULES) {
      normal = rule.pattern.matcher(normal).replaceAll(rule.instead);
    }
    return normal
        .lines()
        .filter(line -> !line.isEmpty())
        .filter(PROGRESS.negate())
        .collect(joining("\n"));
  }
}
