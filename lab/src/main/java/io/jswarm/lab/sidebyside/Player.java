package io.jswarm.lab.sidebyside;

import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.sidebyside.script.Line;
import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import io.jswarm.lab.sidebyside.stage.Client;
import io.jswarm.lab.sidebyside.stage.Stage;
import io.jswarm.lab.sidebyside.stage.Tidying;
import io.jswarm.lab.sidebyside.verdict.Entry;
import io.jswarm.lab.sidebyside.verdict.Normaliser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays scenarios on one cluster, and writes down what each step came to. */
final class Player {
  private static final Duration EVERY = Duration.ofMillis(150);
  private static final String FILE = "file:";
  private static final Pattern INNER = Pattern.compile("\\$\\(([^)]*)\\)");
  private final Stage stage;

  Player(Stage stage) {
    this.stage = stage;
  }

  /**
   * Plays all steps, also after one that did not come to what it should, and tidies up.
   *
   * @throws IllegalStateException when the cluster cannot be brought back to where it began
   */
  List<Entry> play(Scenario scenario) throws InterruptedException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (Step step : scenario.steps()) {
        entries.add(play(step));
      }
    } finally {
      Tidying.of(stage);
    }
    return entries;
  }

  private Entry play(Step step) throws InterruptedException {
    try {
      return switch (step) {
        case Step.Typed typed -> said(step, typed(typed));
        case Step.Awaited awaited -> await(awaited);
        case Step.Seen seen -> said(step, seen.glance().at(stage));
        case Step.Done done -> {
          done.deed().to(stage);
          yield said(step, "");
        }
      };
    } catch (IOException | IllegalStateException e) {
      return said(step, "could not be done: " + e.getMessage());
    }
  }

  private Entry said(Step step, String text) {
    return Entry.said(step.label(), Normaliser.normal(text, stage.dir().toString()));
  }

  private Entry await(Step.Awaited awaited) throws InterruptedException {
    boolean came =
        Watch.start()
            .until(awaited.limit(), EVERY, () -> awaited.question().holds(stage))
            .isPresent();
    return came
        ? Entry.said(awaited.label(), "")
        : Entry.missed(
            awaited.label(), "did not come within " + awaited.limit().toSeconds() + " s");
  }

  private String typed(Step.Typed typed) throws IOException, InterruptedException {
    Outcome outcome =
        stage.docker(typed.client(), typed.host(), resolved(typed.client(), typed.line()));
    StringBuilder text = new StringBuilder(outcome.stdout());
    outcome.stderr().lines().forEach(line -> text.append("\nstderr: ").append(line));
    return outcome.succeeded() ? text.toString() : text + "\nexit code " + outcome.exitCode();
  }

  /** The words with files and what other commands say in their places. */
  private List<String> resolved(Client client, Line line) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    for (String word : line.words()) {
      if (word.startsWith(FILE)) {
        words.add(stage.file(word.substring(FILE.length())).toString());
      } else {
        words.add(withInner(client, word));
      }
    }
    return words;
  }

  private String withInner(Client client, String word) throws InterruptedException {
    StringBuilder whole = new StringBuilder();
    Matcher matcher = INNER.matcher(word);
    while (matcher.find()) {
      Line inner = new Line(matcher.group(1));
      String said = stage.docker(client, 1, inner.words()).orThrow();
      matcher.appendReplacement(whole, Matcher.quoteReplacement(said));
    }
    matcher.appendTail(whole);
    return whole.toString();
  }
}
