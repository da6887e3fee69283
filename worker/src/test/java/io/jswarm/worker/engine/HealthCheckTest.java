package io.jswarm.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.HealthConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a container's health check is, of what spec and image say. */
final class HealthCheckTest {
  private static final List<String> SHELL = List.of("/bin/ash", "-c");
  private static final HealthConfig IMAGE =
      config(List.of("CMD-SHELL", "curl localhost"), 10, 5, 60, 2, 7);

  private static HealthConfig config(
      List<String> test, int interval, int timeout, int period, int startInterval, int retries) {
    return new HealthConfig(
        test,
        Duration.ofSeconds(interval),
        Duration.ofSeconds(timeout),
        Duration.ofSeconds(period),
        Duration.ofSeconds(startInterval),
        retries);
  }

  @Test
  void eachFieldTheSpecLeavesOutIsTheImages() {
    HealthCheck check =
        HealthCheck.of(config(List.of(), 0, 9, 0, 0, 0), IMAGE, SHELL).orElseThrow();

    assertThat(check.command()).containsExactly("/bin/ash", "-c", "curl localhost");
    assertThat(check.timeout()).hasSeconds(9);
    assertThat(check.interval()).hasSeconds(10);
    assertThat(check.startPeriod()).hasSeconds(60);
    assertThat(check.startInterval()).hasSeconds(2);
    assertThat(check.retries()).isEqualTo(7);
  }

  @Test
  void whatNobodySaysHasDockersDefault() {
    HealthCheck check =
        HealthCheck.of(config(List.of("CMD", "true"), 0, 0, 0, 0, 0), null, SHELL).orElseThrow();

    assertThat(check.command()).containsExactly("true");
    assertThat(check.interval()).hasSeconds(30);
    assertThat(check.timeout()).hasSeconds(30);
    assertThat(check.startPeriod()).isZero();
    assertThat(check.startInterval()).hasSeconds(5);
    assertThat(check.retries()).isEqualTo(3);
  }

  @Test
  void nothingIsProbedWithoutATestOrWithNone() {
    assertThat(HealthCheck.of(null, null, SHELL)).isEmpty();
    assertThat(HealthCheck.of(config(List.of(), 5, 5, 5, 5, 5), null, SHELL)).isEmpty();
    assertThat(HealthCheck.of(config(List.of("NONE"), 0, 0, 0, 0, 0), IMAGE, SHELL)).isEmpty();
    assertThat(HealthCheck.of(null, config(List.of("NONE"), 0, 0, 0, 0, 0), SHELL)).isEmpty();
  }

  @Test
  void anUnknownKindOfTestIsRefused() {
    assertThatThrownBy(
            () -> HealthCheck.of(config(List.of("HTTP", "/"), 0, 0, 0, 0, 0), null, SHELL))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("Unknown healthcheck type 'HTTP'");
  }
}
