package io.jswarm.worker.net.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final Patience patience = new Patience();

  @Test
  void theWaitDoublesUpToABound() {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      patience.failed(true).map(Duration::toSeconds).ifPresent(seconds::add);
    }
    assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void whatIsTriedInBetweenDoesNotChangeTheWait() {
    assertThat(patience.failed(false)).contains(Patience.FIRST);
    assertThat(patience.failed(false)).isEmpty();
    assertThat(patience.failed(false)).isEmpty();
    assertThat(patience.failed(true)).contains(Patience.FIRST.multipliedBy(2));
  }

  @Test
  void afterASuccessTheFirstWaitIsShortAgain() {
    patience.failed(true);
    patience.failed(true);
    patience.succeeded();
    assertThat(patience.failed(false)).contains(Patience.FIRST);
  }
}
