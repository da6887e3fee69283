package io.jswarm.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.HealthConfig;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.Health.Status;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.ProbeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When containers are probed, and what is made of it. */
final class HealthCourseTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static HealthCheck check(int interval, int startPeriod, int startInterval, int retries) {
    HealthConfig config =
        new HealthConfig(
            List.of("CMD", "true"),
            Duration.ofSeconds(interval),
            Duration.ZERO,
            Duration.ofSeconds(startPeriod),
            Duration.ofSeconds(startInterval),
            retries);
    return HealthCheck.of(config, null, List.of()).orElseThrow();
  }

  private static ProbeResult probe(Instant end, int code) {
    return new ProbeResult(end, end, code, "");
  }

  /** Seconds after the start at which failing probes run, until the container is unhealthy. */
  private static List<Long> failures(HealthCheck check) {
    List<Long> seconds = new ArrayList<>();
    HealthCourse course = HealthCourse.begin(check, NOON);
    while (course.health().status() != Status.UNHEALTHY && seconds.size() < 100) {
      seconds.add(Duration.between(NOON, course.due()).toSeconds());
      course = course.after(probe(course.due(), 1), course.due());
    }
    return seconds;
  }

  @Test
  void withNothingSaidItIsUnhealthyWhenDockerSaysSo() {
    assertThat(failures(check(0, 0, 0, 0))).containsExactly(5L, 10L, 15L, 20L, 25L, 30L, 60L, 90L);
  }

  @Test
  void failuresWithinTheStartPeriodDoNotCount() {
    assertThat(failures(check(10, 12, 4, 2))).containsExactly(4L, 8L, 12L, 22L);
  }

  @Test
  void aShortIntervalIsNeverSlowedDown() {
    assertThat(failures(check(1, 0, 0, 3))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void oneSuccessMakesItHealthyAndEndsTheStart() {
    HealthCourse course = HealthCourse.begin(check(30, 60, 5, 3), NOON);

    HealthCourse well = course.after(probe(course.due(), 0), course.due());

    assertThat(well.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(well.due()).isEqualTo(NOON.plusSeconds(35));
  }

  @Test
  void aHealthyContainerFailsAlsoWithinItsStartPeriod() {
    HealthCourse course = HealthCourse.begin(check(5, 600, 5, 2), NOON);
    course = course.after(probe(course.due(), 0), course.due());
    course = course.after(probe(course.due(), 1), course.due());
    assertThat(course.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(course.health().failingStreak()).isEqualTo(1);

    course = course.after(probe(course.due(), 1), course.due());

    assertThat(course.health().status()).isEqualTo(Status.UNHEALTHY);
  }

  @Test
  void aSuccessEndsTheStreak() {
    HealthCourse course = HealthCourse.begin(check(5, 0, 0, 2), NOON);
    for (int code : List.of(0, 1, 0, 1)) {
      course = course.after(probe(course.due(), code), course.due());
    }

    assertThat(course.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(course.health().failingStreak()).isEqualTo(1);
  }

  @Test
  void theIntervalRunsFromTheEndOfAProbe() {
    HealthCourse course = HealthCourse.begin(check(10, 0, 0, 3), NOON);
    Instant end = course.due().plusSeconds(7);

    assertThat(course.after(new ProbeResult(course.due(), end, 0, ""), end).due())
        .isEqualTo(end.plusSeconds(10));
  }

  @Test
  void aProbeThatBeganInTheStartPeriodDoesNotCountThoughItEndedLater() {
    HealthCourse course = HealthCourse.begin(check(10, 10, 9, 1), NOON);
    Instant end = NOON.plusSeconds(15);

    HealthCourse after = course.after(new ProbeResult(course.due(), end, 1, ""), end);

    assertThat(after.health()).extracting(Health::status).isEqualTo(Status.STARTING);
  }

  @Test
  void whatWasHealthyUnderAnEarlierDaemonStaysSoAndIsLookedAtAtOnce() {
    Instant later = NOON.plusSeconds(1000);
    HealthCourse course = HealthCourse.resume(check(30, 0, 0, 2), NOON, later);

    assertThat(course.health().status()).isEqualTo(Status.HEALTHY);
    assertThat(course.due()).isEqualTo(later);
  }

  @Test
  void theLogHasTheLastFiveProbes() {
    HealthCourse course = HealthCourse.begin(check(5, 0, 0, 100), NOON);
    for (int code = 1; code <= 8; code++) {
      course = course.after(probe(course.due(), code), course.due());
    }

    assertThat(course.health().log())
        .extracting(ProbeResult::exitCode)
        .containsExactly(4, 5, 6, 7, 8);
  }
}
