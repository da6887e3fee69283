package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PowerDownTest {
  @Test
  void aSystemThatIsStoppingGoesDown() {
    assertThat(PowerDown.isUnderWay(List.of("sh", "-c", "echo stopping; exit 1"))).isTrue();
  }

  @Test
  void aSystemThatRunsWellOrNotStaysUp() {
    assertThat(PowerDown.isUnderWay(List.of("echo", "running"))).isFalse();
    assertThat(PowerDown.isUnderWay(List.of("sh", "-c", "echo degraded; exit 1"))).isFalse();
  }

  @Test
  void whereNobodyAnswersItStaysUp() {
    assertThat(PowerDown.isUnderWay(List.of("/no/such/command"))).isFalse();
    assertThat(PowerDown.isUnderWay(List.of("sleep", "60"))).isFalse();
  }
}
