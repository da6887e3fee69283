package io.jswarm.manager.autoscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.WorkerMessage.TaskUse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final Meter meter = new Meter();

  @Test
  void oneReadingSaysNothing() {
    read(0, 5);
    assertThat(meter.load(at(0))).isEmpty();
  }

  @Test
  void cpuIsWhatLiesBetweenReadings() {
    read(0, 5);
    read(5, 10);
    assertThat(meter.load(at(5))).contains(new Load(SECOND, 7));
    read(10, 10);
    assertThat(meter.load(at(10))).contains(new Load(SECOND / 2, 7));
  }

  @Test
  void whatIsLongAgoIsNotInTheAverage() {
    read(0, 0);
    read(5, 50);
    read(10, 50);
    read(15, 50);
    read(20, 50);
    assertThat(meter.load(at(20))).contains(new Load(0, 7));
  }

  @Test
  void whatHasNotBeenHeardForAWhileIsNotKnown() {
    read(0, 0);
    read(5, 5);
    assertThat(meter.load(at(5).plus(Meter.STALE_AFTER))).isPresent();
    assertThat(meter.load(at(5).plus(Meter.STALE_AFTER).plusMillis(1))).isEmpty();
  }

  @Test
  void aReadingFromTheFutureOfAClockThatWasSetBackIsNotKnownEither() {
    read(0, 0);
    read(5, 5);
    assertThat(meter.load(at(5).minus(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void anAccountThatBeganAnewIsReadAnew() {
    read(0, 50);
    read(5, 55);
    read(10, 1);
    assertThat(meter.load(at(10))).isEmpty();
    read(15, 2);
    assertThat(meter.load(at(15))).contains(new Load(SECOND / 5, 7));
  }

  @Test
  void oneThatIsHeardTwiceIsReadOnce() {
    read(0, 0);
    read(5, 5);
    read(5, 5);
    assertThat(meter.load(at(5))).contains(new Load(SECOND, 7));
  }

  private void read(long second, long cpuSeconds) {
    meter.read(second * SECOND, new TaskUse("t1", cpuSeconds * SECOND, 7), at(second));
  }

  private static Instant at(long second) {
    return NOON.plusSeconds(second);
  }
}
