package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What free bytes and a slow trial write say of a disk. */
class DiskHealthTest {
  private static final long PLENTY = 1L << 30;
  private final DiskHealth health = new DiskHealth();
  private long nowNanos;

  @Test
  void aDiskWithRoomThatAnswersIsWell() {
    read(PLENTY, Duration.ofMillis(1900));
    assertThat(health.trouble()).isEmpty();
  }

  @Test
  void aDiskThatIsLowStaysSoUntilThereIsEnoughAgain() {
    read(DiskHealth.LOW_BYTES - 1, null);
    assertThat(health.trouble()).contains("almost full");
    read(DiskHealth.LOW_BYTES + 1, null);
    assertThat(health.isLow()).isTrue();
    read(DiskHealth.ENOUGH_BYTES, null);
    assertThat(health.trouble()).isEmpty();
    read(DiskHealth.LOW_BYTES + 1, null);
    assertThat(health.isLow()).isFalse();
  }

  @Test
  void aDiskThatDidNotAnswerMustBeQuietForAWhile() {
    read(PLENTY, Duration.ofMillis(2001));
    assertThat(health.trouble()).contains("does not answer");
    after(Duration.ofSeconds(4));
    read(PLENTY, null);
    assertThat(health.stalls()).isTrue();
    after(Duration.ofSeconds(2));
    read(PLENTY, null);
    assertThat(health.trouble()).isEmpty();
  }

  private void after(Duration time) {
    nowNanos += time.toNanos();
  }

  private void read(long free, @Nullable Duration probing) {
    health.read(free, probing, nowNanos);
  }
}
