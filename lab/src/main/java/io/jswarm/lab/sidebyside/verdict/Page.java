package io.jswarm.lab.sidebyside.verdict;

import io.jswarm.lab.sidebyside.verdict.KnownDifference.Kind;
import io.jswarm.lab.sidebyside.verdict.Verdict.Play;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** docs/SIDE-BY-SIDE.md, as a run writes it. */
public final class Page {
  private static final String HEAD =
      """
      # Side by side with Docker Swarm

      Written by `./check --side-by-side`, not by hand. The same commands, typed into the same Docker clients, are given to a cluster
      of three hosts of ours and to one of real Docker Engines in swarm mode (one manager, all three work). Compared are exit codes,
      all that clients say, and what became of the tasks: for each slot its tasks from the oldest to the newest, as
      `desired/observed image: error`; how many run; how the last update ended. Ids, times, addresses, widths of columns and progress
      are left out; slots with the same story are counted. What differs stands in `lab.sidebyside.verdict.KnownDifferences` with its
      reason, as intended or as open (a fault of ours, to be mended); a difference that is not there fails the run, and so does one
      that is there and no longer occurs.
      """;

  private Page() {}

  /**
   * The page of one run.
   *
   * @param facts what was compared: versions and the like, a line each
   */
  public static String of(Verdict verdict, List<String> facts) {
    StringBuilder page = new StringBuilder(HEAD).append('\n');
    facts.forEach(fact -> page.append("- ").append(fact).append('\n'));
    page.append("\n**").append(summary(verdict)).append("**\n");
    String group = "";
    for (Play play : verdict.plays()) {
      if (!play.group().equals(group)) {
        group = play.group();
        page.append("\n## ")
            .append(title(group))
            .append("\n\n| scenario | steps | outcome |\n|---|---|---|\n");
      }
      page.append(
          "| %s | %d | %s |\n".formatted(play.scenario(), play.ours().size(), word(verdict, play)));
    }
    page.append("\n## Differences\n");
    verdict.plays().stream()
        .flatMap(play -> play.differences().stream())
        .forEach(difference -> page.append(paragraph(verdict, difference)));
    return page.toString();
  }

  /** One sentence that says how the run went. */
  public static String summary(Verdict verdict) {
    return "%d scenarios: %d the same in every step; differences: %d intended, %d open, %d unknown"
        .formatted(
            verdict.plays().size(),
            verdict.same(),
            verdict.count(Kind.INTENDED),
            verdict.count(Kind.OPEN),
            verdict.unknown().size());
  }

  /** One scenario's outcome in a few words. */
  public static String word(Verdict verdict, Play play) {
    List<String> kinds =
        play.differences().stream().map(each -> kind(verdict, each)).distinct().sorted().toList();
    return kinds.isEmpty() ? "same" : "differs: " + String.join(", ", kinds);
  }

  private static String kind(Verdict verdict, Difference difference) {
    return verdict
        .reasonOf(difference)
        .map(reason -> reason.kind().name().toLowerCase(Locale.ROOT))
        .orElse("unknown");
  }

  /** A difference with both texts and its reason. */
  public static String paragraph(Verdict verdict, Difference difference) {
    Optional<KnownDifference> reason = verdict.reasonOf(difference);
    return "\n### %s, %s\n\n`%s`\n%s\nours:\n%s\nDocker's:\n%s"
        .formatted(
            difference.scenario(),
            kind(verdict, difference),
            difference.label(),
            reason.map(known -> "\n" + known.reason() + "\n").orElse(""),
            block(difference.ours()),
            block(difference.dockers()));
  }

  private static String block(String text) {
    return "```\n" + (text.isEmpty() ? "(nothing)" : text) + "\n```\n";
  }

  private static String title(String group) {
    return group.substring(0, 1).toUpperCase(Locale.ROOT) + group.substring(1);
  }
}
