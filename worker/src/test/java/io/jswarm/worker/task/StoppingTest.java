package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Fence;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoppingTest {
  private static final Instant NOON = Sample.NOON;
  private static final Duration LEASE_GRACE = Fence.KILLED_AFTER.minus(Fence.LEASE);

  private final Stopping stopping = new Stopping();

  @Test
  void whatWasNotAskedToStopIsNotKilled() {
    assertThat(stopping.killIsDue(NOON)).isFalse();
    assertThat(stopping.wakeAt()).isEmpty();
  }

  @Test
  void aKillIsDueAfterTheGraceAndThenAgainAndAgain() {
    stopping.begin(Duration.ofSeconds(3), NOON);
    Instant first = NOON.plusSeconds(3);
    Instant second = first.plus(Stopping.KILL_REPEAT);

    assertThat(stopping.killIsDue(first.minusMillis(1))).isFalse();
    assertThat(stopping.wakeAt()).contains(first);
    assertThat(stopping.killIsDue(first)).isTrue();
    assertThat(stopping.killIsDue(first)).isFalse();
    assertThat(stopping.wakeAt()).contains(second);
    assertThat(stopping.killIsDue(second)).isTrue();
  }

  @Test
  void theEndOfTheLeaseShortensAGraceAndNeverProlongsIt() {
    stopping.begin(Duration.ofMinutes(5), NOON);
    stopping.fence(NOON);
    assertThat(stopping.wakeAt()).contains(NOON.plus(LEASE_GRACE));

    Stopping hasty = new Stopping();
    hasty.begin(Duration.ofSeconds(1), NOON);
    hasty.fence(NOON);
    assertThat(hasty.wakeAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void anOrderGoesBeforeBadHealthAndThatBeforeTheLease() {
    assertThat(stopping.cause(false)).isEqualTo(new StopCause.None());
    stopping.fence(NOON);
    assertThat(stopping.isFenced()).isTrue();
    assertThat(stopping.cause(false)).isEqualTo(new StopCause.Fenced());
    stopping.unhealthy("no answer");
    assertThat(stopping.cause(false)).isEqualTo(new StopCause.Unhealthy("no answer"));
    assertThat(stopping.cause(true)).isEqualTo(new StopCause.Ordered());
  }
}
