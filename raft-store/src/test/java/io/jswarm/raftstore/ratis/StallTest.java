package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When failed appends mean that a follower is stuck. */
class StallTest {
  private static final Duration RETRY = Duration.ofMillis(200);

  private final Stall stall = new Stall();
  private long nowNanos = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // clocks wrap around

  @Test
  void whereNothingComesInForTwoSecondsItIsStuck() {
    int before = 0;
    while (!failsAt(7, 5)) {
      before++;
    }
    assertThat(before).isEqualTo(Stall.STUCK_AFTER.dividedBy(RETRY));
  }

  @Test
  void whereTheLogGrowsItIsNot() {
    for (int end = 0; end < 100; end++) {
      assertThat(failsAt(end, 5)).isFalse();
    }
  }

  @Test
  void whereOnlyTheAppliedIndexMovesAsByASnapshotItIsNot() {
    for (int applied = 0; applied < 100; applied++) {
      assertThat(failsAt(7, applied)).isFalse();
    }
  }

  @Test
  void failuresNowAndThenAreNoStall() {
    for (int i = 0; i < 100; i++) {
      pass(Stall.CALM);
      assertThat(failsAt(7, 5)).isFalse();
    }
  }

  @Test
  void aFewFailuresAroundAPauseAreNoStall() {
    for (int i = 0; i < Stall.FAILURES_MIN - 1; i++) {
      pass(Duration.ofMillis(700));
      assertThat(failsAt(7, 5)).isFalse();
    }
  }

  private boolean failsAt(long end, long applied) {
    boolean stuck = stall.failed(end, applied, nowNanos);
    pass(RETRY);
    return stuck;
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }
}
