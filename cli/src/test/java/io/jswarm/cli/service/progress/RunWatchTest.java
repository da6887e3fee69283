package io.jswarm.cli.service.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunWatchTest {
  private final RunWatch watch = new RunWatch(job(4, "\"NextRun\":\"2026-11-22T13:00:00Z\""));

  private static JsonObject job(int iteration, String schedule) {
    String text =
        "{\"JobStatus\":{\"JobIteration\":{\"Index\":%d},\"Schedule\":{%s}}}"
            .formatted(iteration, schedule);
    try {
      return (JsonObject) JsonReader.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject run(int iteration, String state) {
    return job(
        iteration,
        "\"Runs\":[{\"JobIteration\":{\"Index\":4},\"State\":\"complete\"},{\"JobIteration\":"
            + "{\"Index\":%d},\"State\":\"%s\",\"Message\":\"1 of 2 tasks completed\"}]"
                .formatted(iteration, state));
  }

  @Test
  void aChangeThatBeginsNoRunIsDoneAndSaysWhenTheNextIs() {
    JsonObject changed = job(4, "\"NextRun\":\"2026-11-22T14:00:00Z\"");
    Report report =
        new Convergence(Convergence.Wanted.CHANGE, job(4, ""))
            .look(new Sight(changed, List.of(), Set.of()), 0);
    assertThat(report.verdict()).isEqualTo(new Verdict.Done());
    assertThat(report.lines())
        .extracting(Line::plain)
        .containsExactly("next run 2026-11-22 14:00:00 +0000 UTC");
    assertThat(RunWatch.outlook(job(4, ""))).isEqualTo("no run is due");
  }

  @Test
  void aRunThatWasAskedForIsWaitedForAlsoBeforeItBegins() {
    assertThat(watch.verdict(job(4, "\"ByHand\":true"))).isEqualTo(new Verdict.Going());
    assertThat(watch.verdict(run(5, "running"))).isEqualTo(new Verdict.Going());
    assertThat(watch.verdict(run(5, "complete"))).isEqualTo(new Verdict.Done());
    assertThat(watch.hasBegun(run(5, "complete"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"failed", "replaced"})
  void aRunThatDidNotCompleteIsAFailure(String state) {
    assertThat(watch.verdict(run(5, state)))
        .isEqualTo(new Verdict.Failed("run 5 " + state + ": 1 of 2 tasks completed"));
  }

  @Test
  void onlyJobsOnAScheduleAreWatchedSo() {
    assertThat(RunWatch.watches(job(0, ""))).isTrue();
    assertThat(RunWatch.watches(new JsonObject())).isFalse();
  }
}
