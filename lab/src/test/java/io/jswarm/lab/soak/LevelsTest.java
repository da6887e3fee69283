package io.jswarm.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flat is what stays near its first level and does not climb on the way. */
class LevelsTest {
  private final Levels levels = new Levels("h1");

  @Test
  void whatGoesUpAndDownIsFlat() {
    rest(Gauge.THREADS, 40, 48, 41, 47, 44);
    assertThat(levels.faults()).isEmpty();
  }

  @Test
  void oneMountMoreThanBeforeIsAFault() {
    rest(Gauge.MOUNTS, 30, 31);
    assertThat(levels.faults())
        .containsExactly("h1: mounts rose from 30 to 31, at most 30 was allowed");
  }

  @Test
  void whatClimbsEveryTimeIsAFaultBeforeItIsTooMuch() {
    rest(Gauge.FILES_OPEN, 100, 103, 106, 109, 112);
    assertThat(levels.faults()).singleElement().asString().contains("rises all the time");
  }

  @Test
  void aGaugeThatCountsNothingWhileContainersRunIsAFault() {
    Gauges idle =
        new Gauges(
            Map.of(Gauge.MOUNTS, 0L, Gauge.NETWORKS, 1L, Gauge.CGROUPS, 2L, Gauge.CONMONS, 0L));
    levels.add(idle);
    levels.add(idle);
    levels.working(
        new Gauges(
            Map.of(Gauge.MOUNTS, 0L, Gauge.NETWORKS, 3L, Gauge.CGROUPS, 4L, Gauge.CONMONS, 2L)));
    assertThat(levels.faults())
        .containsExactly("h1: mounts: 0 with containers, 0 without; what is counted?");
  }

  @Test
  void aLogMayGrow() {
    rest(Gauge.LOG_KIB, 1, 100, 200, 300, 400);
    assertThat(levels.faults()).isEmpty();
  }

  private void rest(Gauge gauge, long... values) {
    for (long value : values) {
      levels.add(new Gauges(Map.of(gauge, value)));
    }
  }
}
