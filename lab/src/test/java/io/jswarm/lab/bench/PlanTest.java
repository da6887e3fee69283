package io.jswarm.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jswarm.lab.bench.group.Group;
import io.jswarm.lab.bench.group.Groups;
import io.jswarm.lab.bench.sample.Contender;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void everythingForBothIsAWholeRun() {
    Plan plan = Plan.parse(List.of());
    assertThat(plan.groups()).isEqualTo(Groups.all());
    assertThat(plan.contenders()).containsExactly(Contender.values());
    assertThat(plan.isWhole()).isTrue();
  }

  @Test
  void partsAreAddedToWhatThereIs() {
    assertThat(Plan.parse(List.of("--only", "deploy,kill")).isWhole()).isFalse();
    assertThat(Plan.parse(List.of("--ours-only")).isWhole()).isFalse();
  }

  @Test
  void theSamplesOfAGroupAreSharedOutOverTheTurns() {
    for (int samples = 1; samples <= 7; samples++) {
      Plan plan = Plan.parse(List.of("--samples", Integer.toString(samples)));
      for (Group group : plan.groups()) {
        for (Contender contender : Contender.values()) {
          assertThat(
                  IntStream.range(0, plan.turns())
                      .map(turn -> plan.samples(group, contender, turn))
                      .sum())
              .isEqualTo(group.samples(samples, contender))
              .isBetween(contender == Contender.JSWARM ? 1 : 0, samples);
        }
      }
    }
  }

  @Test
  void aQuickRunTakesOneSampleOfEverything() {
    Plan plan = Plan.parse(List.of("--quick"));
    assertThat(plan.turns()).isEqualTo(1);
    assertThat(plan.groups()).allMatch(group -> plan.samples(group, Contender.JSWARM, 0) == 1);
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.parse(List.of("--only", "dance")))
        .withMessageContaining("'dance'")
        .withMessageContaining("deploy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.parse(List.of("--fast")))
        .withMessageContaining("--quick");
    assertThatIllegalArgumentException().isThrownBy(() -> Plan.parse(List.of("--samples", "0")));
  }
}
