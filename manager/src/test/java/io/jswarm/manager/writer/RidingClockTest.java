package io.jswarm.manager.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A wall clock that is set, and a second that stays a second. */
class RidingClockTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private Instant wall = NOON;
  private Instant steady = Instant.EPOCH;
  private final RidingClock clock = new RidingClock(() -> wall, () -> steady);

  @Test
  void showsTheWallClock() {
    pass(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
  }

  @Test
  void goesOnAtTheSamePaceWhenTheWallClockIsSetBackByADay() {
    wall = wall.minus(Duration.ofDays(1));
    assertThat(clock.instant()).isEqualTo(NOON);
    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    pass(Duration.ofMinutes(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(61));
  }

  @Test
  void followsAWallClockThatIsSetForwardAndOneThatCatchesUp() {
    wall = wall.plus(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3600));
    wall = wall.minus(Duration.ofHours(1));
    pass(Duration.ofSeconds(10));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3610));
    wall = NOON.plusSeconds(4000);
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(4000));
  }

  @Test
  void waitsOutASmallAdjustment() {
    wall = wall.minusMillis(300);
    assertThat(clock.instant()).isEqualTo(NOON);
    pass(Duration.ofMillis(400));
    assertThat(clock.instant()).isEqualTo(NOON.plusMillis(100));
  }

  private void pass(Duration time) {
    wall = wall.plus(time);
    steady = steady.plus(time);
  }
}
