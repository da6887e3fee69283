package io.jswarm.worker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PidfdTest {
  private static final int SIGTERM = 15;

  @Test
  void aProcessIsHeldByNumberAndStartTime() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sleep", "1000").start();
    long ticks = ProcessStat.read(process.pid()).orElseThrow().startTicks();
    CountDownLatch ended = new CountDownLatch(1);

    try (ExitWatch watch = ExitWatch.start()) {
      assertThat(Pidfd.open(process.pid(), ticks + 1)).isEmpty();
      Pidfd held = Pidfd.open(process.pid(), ticks).orElseThrow();
      watch.watch(held, ended::countDown);
      assertThat(ended.getCount()).isEqualTo(1);
      try (Pidfd other = Pidfd.open(process.pid(), ticks).orElseThrow()) {
        assertThat(other.send(SIGTERM)).isTrue();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.waitFor()).isEqualTo(128 + SIGTERM);
        assertThat(other.send(SIGTERM)).isFalse();
      }
    }
    assertThat(Pidfd.open(process.pid(), ticks)).isEmpty();
    assertThat(ProcessStat.read(process.pid())).isEmpty();
  }
}
