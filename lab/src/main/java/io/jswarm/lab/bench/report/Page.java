package io.jswarm.lab.bench.report;

import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Run;
import io.jswarm.lab.bench.sample.Sample;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** docs/BENCHMARKS.md. */
public final class Page {
  private static final String NONE = "–";

  private Page() {}

  /**
   * The whole page.
   *
   * @param kept the section that is kept by hand
   */
  public static String of(List<Run> runs, String kept) {
    var page = new StringBuilder();
    page.append(
        """
        # Benchmarks

        Written by `lab/bench report` from the samples in `target/bench`; only the section "Scheduler" is kept by hand. jswarm and real Docker Swarm, three managers
        and two workers each, as hosts made of namespaces on one machine; while one is measured, the processes of the other are
        stopped. Both are asked the same over Docker's API. Medians, with the smallest and the largest sample and how many there were.

        ## What must be reached

        """);
    page.append(acceptance(runs));
    page.append(
        """

        Met: `aim`, or `yes` for the must; `by ratio`: the machine was too busy for the absolute value, but measured beside Swarm the
        ratio is at most that of the must to Swarm's figure on a quiet machine of this kind.
        """);
    for (Figures.Table table : Figures.TABLES) {
      append(page, table, runs);
    }
    page.append(kept);
    page.append("\n## Made by\n\n");
    for (Run run : runs) {
      append(page, run);
    }
    return page.toString();
  }

  /** The table of what must be reached. */
  public static String acceptance(List<Run> runs) {
    var table = new StringBuilder();
    table.append(
        Markdown.header(List.of("what", "Swarm here", "jswarm", "ratio", "must", "aim", "met")));
    for (Goal goal : Goal.ALL) {
      Optional<Series> ours = Series.of(runs, goal.figure(), Contender.JSWARM);
      Optional<Series> swarm = Series.of(runs, goal.figure(), Contender.SWARM);
      OptionalDouble ratio = ratio(ours, swarm);
      String sign = goal.better().sign() + " ";
      table.append(
          Markdown.row(
              List.of(
                  goal.what(),
                  median(swarm),
                  median(ours),
                  shown(ratio),
                  sign + Markdown.number(goal.bounds().must()),
                  sign + Markdown.number(goal.bounds().aim()),
                  ours.map(series -> goal.verdict(series.median(), ratio)).orElse(NONE))));
    }
    return table.toString();
  }

  private static void append(StringBuilder page, Figures.Table table, List<Run> runs) {
    var rows = new StringBuilder();
    for (Figures.Line line : table.lines()) {
      Optional<Series> ours = Series.of(runs, line.figure(), Contender.JSWARM);
      Optional<Series> swarm = Series.of(runs, line.figure(), Contender.SWARM);
      if (ours.isPresent() || swarm.isPresent()) {
        rows.append(
            Markdown.row(List.of(line.what(), full(swarm), full(ours), shown(ratio(ours, swarm)))));
      }
    }
    if (!rows.isEmpty()) {
      page.append("\n## ").append(table.title()).append("\n\n").append(table.note());
      page.append("\n\n").append(Markdown.header(List.of("what", "Swarm", "jswarm", "ratio")));
      page.append(rows);
    }
  }

  private static void append(StringBuilder page, Run run) {
    DoubleSummaryStatistics load =
        run.samples().stream()
            .map(Sample::moment)
            .mapToDouble(Sample.Moment::load)
            .summaryStatistics();
    List<String> facts = new ArrayList<>();
    for (Map.Entry<String, String> fact : run.facts().values().entrySet()) {
      boolean isCommand = fact.getKey().equals("command");
      facts.add(fact.getKey() + ": " + (isCommand ? "`" + fact.getValue() + "`" : fact.getValue()));
    }
    facts.add(
        "samples: %d; load while they were taken: %s to %s, %s on average"
            .formatted(
                load.getCount(),
                Markdown.number(load.getCount() == 0 ? 0 : load.getMin()),
                Markdown.number(load.getCount() == 0 ? 0 : load.getMax()),
                Markdown.number(load.getAverage())));
    page.append("- ").append(String.join("; ", facts)).append('\n');
  }

  private static OptionalDouble ratio(Optional<Series> ours, Optional<Series> swarm) {
    return ours.isPresent() && swarm.isPresent() && swarm.get().median() != 0
        ? OptionalDouble.of(ours.get().median() / swarm.get().median())
        : OptionalDouble.empty();
  }

  private static String shown(OptionalDouble ratio) {
    return ratio.isPresent() ? Markdown.number(ratio.getAsDouble()) : NONE;
  }

  private static String median(Optional<Series> series) {
    return series.map(s -> Markdown.with(s.median(), s.unit())).orElse(NONE);
  }

  private static String full(Optional<Series> series) {
    return series
        .map(s ->
            "**%s** (%s to %s, n=%d%s)"
                .formatted(
                    Markdown.with(s.median(), s.unit()),
                    Markdown.number(s.min()),
                    Markdown.number(s.max()),
                    s.count(),
                    s.missing() == 0 ? "" : ", " + s.missing() + " not in time"))
        .orElse(NONE);
  }
}
