package io.jswarm.lab.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jswarm.lab.sidebyside.scenario.Scenarios;
import io.jswarm.lab.sidebyside.script.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void nothingSaidIsEverything() {
    Plan plan = Plan.parse(List.of());
    assertThat(plan.groups().keySet()).isEqualTo(Scenarios.all().keySet());
  }

  @Test
  void oneScenarioOrAGroupOfThem() {
    Plan plan = Plan.parse(List.of("--scenario", "scale-up", "--scenario", "rollbacks"));
    assertThat(plan.groups().keySet()).containsExactly("services", "rollbacks");
    assertThat(plan.groups().get("services"))
        .extracting(Scenario::name)
        .containsExactly("scale-up");
    assertThat(plan.groups().get("rollbacks")).hasSizeGreaterThan(1);
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.parse(List.of("--scenario", "dance")))
        .withMessageContaining("'dance'")
        .withMessageContaining("rollbacks");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.parse(List.of("--fast")))
        .withMessageContaining("--scenario");
  }
}
