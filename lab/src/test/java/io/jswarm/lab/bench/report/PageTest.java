package io.jswarm.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.bench.sample.Contender;
import io.jswarm.lab.bench.sample.Facts;
import io.jswarm.lab.bench.sample.Recorder;
import io.jswarm.lab.bench.sample.Run;
import io.jswarm.lab.bench.sample.SampleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From samples to the page, by way of the files between them. */
class PageTest {
  @TempDir Path folder;
  private SampleFile file;

  @BeforeEach
  void beginARun() throws IOException {
    file = run("2026-01-01T00:00:00Z", true);
  }

  @Test
  void theSectionThatIsKeptByHandSurvives() {
    String section = "\n## Scheduler\n\nFast.\n";
    String page = "# Benchmarks\n" + section + "\n## Made by\n\nus\n";

    assertThat(KeptSection.of(page)).isEqualTo(section);
    assertThat(KeptSection.of("# Benchmarks\n")).isEmpty();
    assertThat(Page.of(List.of(), KeptSection.of(page))).contains(section).contains("## Made by");
  }

  @Test
  void aFigureIsAMedianWithItsRangeAndItsRatio() throws IOException {
    seconds(Contender.SWARM, "deploy_10", 4, 2, 6);
    seconds(Contender.JSWARM, "deploy_10", 1, 0.5, 0.75, 2);
    assertThat(page())
        .contains(
            "| create, 10 replicas → all running | **4.00 s** (2.00 to 6.00, n=3) |"
                + " **0.875 s** (0.500 to 2.00, n=4) | 0.219 |");
  }

  @Test
  void aSampleThatDidNotComeInTimeIsCountedAndHasNoValue() throws IOException {
    seconds(Contender.JSWARM, "rm_10", 3);
    recorder(Contender.JSWARM).seconds("rm_10", OptionalDouble.empty());
    assertThat(page()).contains("**3.00 s** (3.00 to 3.00, n=2, 1 not in time)");
  }

  @Test
  void aGoalIsMetByItsValueOrOnABusyMachineByItsRatio() throws IOException {
    seconds(Contender.SWARM, "leader_create", 28);
    seconds(Contender.JSWARM, "leader_create", 4);
    seconds(Contender.SWARM, "worker_replaced", 19);
    seconds(Contender.JSWARM, "worker_replaced", 5);
    seconds(Contender.SWARM, "deploy_1", 0.6);
    seconds(Contender.JSWARM, "deploy_1", 0.5);
    seconds(Contender.JSWARM, "kill_no_delay", 0.1);
    String page = page();
    assertThat(page).contains("| 28.0 s | 4.00 s | 0.143 | ≤ 3.00 | ≤ 1.00 | by ratio |");
    assertThat(page).contains("| 19.0 s | 5.00 s | 0.263 | ≤ 6.00 | ≤ 4.00 | yes |");
    assertThat(page).contains("| 0.600 s | 0.500 s | 0.833 | ≤ 0.400 | ≤ 0.150 | **no** |");
    assertThat(page).contains("| – | 0.100 s | – | ≤ 0.600 | ≤ 0.200 | aim |");
  }

  @Test
  void aRateIsBetterWhenItIsHigher() throws IOException {
    recorder(Contender.JSWARM).value("creates_leader_8", 800, "/s", Map.of());
    assertThat(page()).contains("| – | 800/s | – | ≥ 700 | ≥ 1500 | yes |");
  }

  @Test
  void laterRunsAddToTheLastWholeOne() throws IOException {
    seconds(Contender.JSWARM, "scale_10_50", 9);
    file = run("2026-01-02T00:00:00Z", true);
    seconds(Contender.JSWARM, "scale_10_50", 1);
    file = run("2026-01-03T00:00:00Z", false);
    seconds(Contender.JSWARM, "scale_10_50", 2);
    assertThat(page()).contains("**1.50 s** (1.00 to 2.00, n=2)");
  }

  @Test
  void everyGoalIsAFigureThePageShowsToo() {
    assertThat(Goal.ALL)
        .allSatisfy(goal ->
            assertThat(Figures.TABLES)
                .anyMatch(table ->
                    table.lines().stream().anyMatch(line -> line.figure().equals(goal.figure()))));
  }

  @Test
  void thePageSaysWhatMadeIt() throws IOException {
    seconds(Contender.JSWARM, "rm_10", 3);
    assertThat(page()).contains("command: `lab/bench --test`", "samples: 1; load while");
  }

  private SampleFile run(String began, boolean whole) throws IOException {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put("began", began);
    facts.put("command", "lab/bench --test");
    return SampleFile.begin(folder, whole, new Facts(facts));
  }

  private void seconds(Contender contender, String figure, double... values) throws IOException {
    for (double value : values) {
      recorder(contender).seconds(figure, OptionalDouble.of(value), Map.of("round", 1));
    }
  }

  private Recorder recorder(Contender contender) {
    return new Recorder(file, "test", contender);
  }

  private String page() throws IOException {
    return Page.of(Run.current(folder), "");
  }
}
