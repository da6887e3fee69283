package io.jswarm.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Flat is what stays near its first level and does not climb on the way. */
class LevelsTest {
  /** How far the heap of a manager is from its middle, in KiB, from one rest to the next. */
  private static final long[] BREATH = {-400, 700, -100, 500, -700, 300, 0, -600, 600, 200, -500};

  private static final long LEG_MINUTES = 3;
  private final Levels levels = new Levels("h1", true);

  @Test
  void whatGoesUpAndDownIsFlat() {
    rest(Gauge.THREADS, 40, 48, 41, 47, 44, 40, 46, 48, 42, 45, 47);
    assertThat(levels.faults()).isEmpty();
  }

  @Test
  void oneMountMoreThanBeforeIsAFault() {
    rest(Gauge.MOUNTS, 30, 31);
    assertThat(levels.faults())
        .containsExactly("h1: mounts rose from 30 to 31, at most 30 was allowed");
  }

  @Test
  void whatClimbsIsAFaultBeforeItIsTooMuch() {
    rest(Gauge.FILES_OPEN, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110);
    assertThat(levels.faults())
        .singleElement()
        .asString()
        .contains("open files rises by 20 in an hour, at most 16 were allowed");
  }

  @Test
  void aHeapThatBreathesIsFlat() {
    rest(Gauge.HEAP_KIB, breathing(30_000, 0));
    assertThat(levels.faults()).isEmpty();
  }

  @Test
  void aHundredKilobytesThatAreLostEveryMinuteAreFoundInABreathingHeap() {
    rest(Gauge.HEAP_KIB, breathing(30_000, 100));
    assertThat(levels.faults()).singleElement().asString().contains("heap KiB rises by");
  }

  @Test
  void whatALastingDaemonLoadedLateIsNoSlope() {
    rest(
        Gauge.HEAP_KIB,
        30_000,
        30_200,
        32_900,
        33_000,
        33_200,
        32_900,
        33_100,
        33_000,
        32_800,
        33_100,
        33_000);
    assertThat(levels.faults()).isEmpty();
  }

  @Test
  void aDaemonThatIsKilledNowAndThenIsJudgedByItsBoundAlone() {
    Levels killed = new Levels("h1", false);
    rest(killed, Gauge.HEAP_KIB, breathing(30_000, 100));
    assertThat(killed.faults()).isEmpty();
    killed.add(Duration.ofMinutes(40), new Gauges(Map.of(Gauge.HEAP_KIB, 40_000L)));
    assertThat(killed.faults()).singleElement().asString().contains("rose from 29600 to 40000");
  }

  @Test
  void aShortSoakSaysNothingOfASlope() {
    rest(Gauge.HEAP_KIB, 30_000, 30_300, 30_600, 30_900);
    assertThat(levels.faults()).isEmpty();
  }

  @Test
  void aGaugeThatCountsNothingWhileContainersRunIsAFault() {
    Gauges idle =
        new Gauges(
            Map.of(Gauge.MOUNTS, 0L, Gauge.NETWORKS, 1L, Gauge.CGROUPS, 2L, Gauge.CONMONS, 0L));
    levels.add(Duration.ZERO, idle);
    levels.add(Duration.ofMinutes(LEG_MINUTES), idle);
    levels.working(
        new Gauges(
            Map.of(Gauge.MOUNTS, 0L, Gauge.NETWORKS, 3L, Gauge.CGROUPS, 4L, Gauge.CONMONS, 2L)));
    assertThat(levels.faults())
        .containsExactly("h1: mounts: 0 with containers, 0 without; what is counted?");
  }

  @Test
  void aLogMayGrow() {
    rest(Gauge.LOG_KIB, LongStream.range(1, 12).map(i -> i * 1_000).toArray());
    assertThat(levels.faults()).isEmpty();
  }

  private static long[] breathing(long middle, long perMinute) {
    long[] heap = BREATH.clone();
    for (int i = 0; i < heap.length; i++) {
      heap[i] += middle + perMinute * LEG_MINUTES * i;
    }
    return heap;
  }

  private void rest(Gauge gauge, long... values) {
    rest(levels, gauge, values);
  }

  private static void rest(Levels levels, Gauge gauge, long... values) {
    for (int i = 0; i < values.length; i++) {
      levels.add(Duration.ofMinutes(LEG_MINUTES * i), new Gauges(Map.of(gauge, values[i])));
    }
  }
}
