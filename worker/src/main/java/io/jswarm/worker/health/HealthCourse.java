package io.jswarm.worker.health;

import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.HealthCheck;
import io.jswarm.worker.engine.ProbeResult;
import java.time.Duration;
import java.time.Instant;

/**
 * One container's health over time, by Docker's rules: so many failures in a row make it unhealthy,
 * one success makes it healthy, and failures at the start do not count.
 *
 * <p>Kinder than Docker in one point: without a start period, Docker looks for the first time after
 * a whole interval. Here the container is looked at as often as within a start period until then.
 * It is found healthy sooner that way, and never found unhealthy sooner, for these failures do not
 * count either.
 *
 * @param startedAt when the container was started
 * @param due when to probe next
 */
record HealthCourse(HealthCheck check, Instant startedAt, Health health, Instant due) {
  /** A container that has just been started. */
  static HealthCourse begin(HealthCheck check, Instant startedAt) {
    Health unknown = Health.of(Health.Status.STARTING);
    HealthCourse course = new HealthCourse(check, startedAt, unknown, startedAt);
    return course.next(unknown, startedAt);
  }

  /** One that an earlier daemon has found healthy: it still is, but is looked at soon. */
  static HealthCourse resume(HealthCheck check, Instant startedAt, Instant now) {
    return new HealthCourse(check, startedAt, Health.of(Health.Status.HEALTHY), now);
  }

  /** What a probe that ended now leads to. */
  HealthCourse after(ProbeResult probe, Instant now) {
    if (probe.isWell()) {
      return next(health.with(Health.Status.HEALTHY, 0, probe), now);
    }
    Instant began = now.minus(Duration.between(probe.start(), probe.end()));
    boolean counts = health.status() != Health.Status.STARTING || !began.isBefore(settledAt());
    int streak = health.failingStreak() + (counts ? 1 : 0);
    Health.Status status = streak >= check.retries() ? Health.Status.UNHEALTHY : health.status();
    return next(health.with(status, streak, probe), now);
  }

  private HealthCourse next(Health health, Instant now) {
    boolean settling = health.status() == Health.Status.STARTING && now.isBefore(settledAt());
    Instant due =
        settling
            ? earlier(now.plus(earlier(check.startInterval(), check.interval())), settledAt())
            : now.plus(check.interval());
    return new HealthCourse(check, startedAt, health, due);
  }

  /** From here on a failure counts. */
  private Instant settledAt() {
    Duration period = check.startPeriod();
    return startedAt.plus(period.isZero() ? check.interval() : period);
  }

  private static <T extends Comparable<? super T>> T earlier(T one, T other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
