package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.daemon.rest.NodeLife;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody waits for is tried until it is done. */
@Timeout(30)
class StepsTest {
  private final Steps steps = new Steps(Duration.ofMillis(1));
  private final AtomicInteger tries = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void whatFailsOrIsNotDoneYetIsTriedAgain() throws InterruptedException {
    steps.untilDone(
        () -> {
          int number = tries.incrementAndGet();
          if (number == 1) {
            throw NodeException.unavailable("nobody leads");
          }
          if (number == 3) {
            over.countDown();
          }
          return number == 3;
        },
        () -> true);
    over.await();
    assertThat(tries).hasValue(3);
  }

  @Test
  void whatNobodyWantsAnyMoreIsNotTriedAgain() throws InterruptedException {
    steps.untilDone(
        () -> {
          tries.incrementAndGet();
          return false;
        },
        () -> {
          if (tries.get() == 2) {
            over.countDown();
          }
          return tries.get() < 2;
        });
    over.await();
    try (Steps.Turn _ = steps.take()) {
      assertThat(tries).hasValue(2);
    }
  }

  @Test
  void othersHaveTheirTurnBetweenTwoTries() throws InterruptedException {
    steps.untilDone(() -> tries.incrementAndGet() < 0, () -> over.getCount() > 0);
    assertThat(steps.outcomeOf(() -> "done")).isEqualTo(new NodeLife.Outcome.Done("done"));
    over.countDown();
  }
}
