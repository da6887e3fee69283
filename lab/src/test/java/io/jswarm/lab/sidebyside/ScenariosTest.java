package io.jswarm.lab.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.sidebyside.scenario.Scenarios;
import io.jswarm.lab.sidebyside.script.Scenario;
import io.jswarm.lab.sidebyside.script.Step;
import io.jswarm.lab.sidebyside.verdict.KnownDifference;
import io.jswarm.lab.sidebyside.verdict.KnownDifferences;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenariosTest {
  private static final List<Scenario> ALL =
      Scenarios.all().values().stream().flatMap(List::stream).toList();

  @Test
  void everyNameIsUsedOnce() {
    assertThat(ALL).extracting(Scenario::name).doesNotHaveDuplicates();
    assertThat(Scenarios.all().keySet())
        .doesNotContainAnyElementsOf(ALL.stream().map(Scenario::name).toList());
  }

  @Test
  void everyCommandCanBeTyped() {
    List<Step.Typed> typed =
        ALL.stream()
            .flatMap(scenario -> scenario.steps().stream())
            .filter(Step.Typed.class::isInstance)
            .map(Step.Typed.class::cast)
            .toList();
    assertThat(typed).hasSizeGreaterThan(200).allMatch(each -> !each.line().words().isEmpty());
  }

  @Test
  void everyKnownDifferenceIsOfAStepThatIsPlayed() {
    assertThat(KnownDifferences.all()).allMatch(ScenariosTest::isPlayed);
  }

  @Test
  void everyKnownDifferenceHasAReason() {
    assertThat(KnownDifferences.all()).allMatch(known -> known.reason().endsWith("."));
  }

  private static boolean isPlayed(KnownDifference known) {
    return ALL.stream()
        .filter(scenario -> scenario.name().equals(known.scenario()))
        .flatMap(scenario -> scenario.steps().stream())
        .anyMatch(step -> step.label().contains(known.step()));
  }
}
