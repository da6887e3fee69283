package io.jswarm.raftstore.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AppliedIndexTest {
  private final AppliedIndex applied = new AppliedIndex();

  @Test
  void whatIsAppliedIsNotWaitedFor() throws InterruptedException {
    applied.reached(7);
    assertThat(applied.await(7, System.nanoTime())).isTrue();
  }

  @Test
  void anOlderIndexDoesNotTakeItBack() throws InterruptedException {
    applied.reached(7);
    applied.reached(3);
    assertThat(applied.await(7, System.nanoTime())).isTrue();
  }

  @Test
  void whatDoesNotComeIsGivenUp() throws InterruptedException {
    applied.reached(6);
    assertThat(applied.await(7, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5))).isFalse();
  }

  @Test
  void whoWaitsIsWokenByTheIndexItWaitsFor() throws Exception {
    FutureTask<Boolean> reading =
        new FutureTask<>(() -> applied.await(8, System.nanoTime() + TimeUnit.MINUTES.toNanos(1)));
    Thread.ofVirtual().start(reading);
    applied.reached(7);
    applied.reached(8);
    assertThat(reading.get(1, TimeUnit.MINUTES)).isTrue();
  }
}
