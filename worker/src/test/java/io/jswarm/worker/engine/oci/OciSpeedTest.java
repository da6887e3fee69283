package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.worker.Rootless;
import io.jswarm.worker.engine.LocalContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How long starts take; the figures are for people, the bound is only against a hang. */
final class OciSpeedTest {
  private static final int PARALLEL = 8;
  private static final int SINGLE = 5;

  @BeforeAll
  static void needsRoot() {
    Rootless.skipIfSaid();
  }

  @Test
  void eightContainersStartAtOnce() throws IOException, InterruptedException, ExecutionException {
    Lab lab = Lab.open();
    try {
      for (int i = 0; i < SINGLE; i++) {
        System.out.printf("one start: %d ms%n", startMillis(lab, i));
      }
      long from = System.nanoTime();
      List<Future<Long>> starts = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < PARALLEL; i++) {
          int number = SINGLE + i;
          starts.add(threads.submit(() -> startMillis(lab, number)));
        }
      }
      List<Long> millis = new ArrayList<>();
      for (Future<Long> each : starts) {
        millis.add(each.get());
      }
      System.out.printf(
          "%d starts at once: %s ms, all in %d ms%n",
          PARALLEL, millis, (System.nanoTime() - from) / 1_000_000);
      assertThat(lab.engine().list())
          .hasSize(SINGLE + PARALLEL)
          .allSatisfy(each -> assertThat(each.state()).isInstanceOf(LocalContainer.Running.class));
    } finally {
      lab.closeAndCheck();
    }
  }

  private static long startMillis(Lab lab, int number) {
    long from = System.nanoTime();
    String id = lab.engine().prepare(Plans.plan(number, Plans.shell("sleep 1000")));
    var _ = lab.engine().start(id);
    return (System.nanoTime() - from) / 1_000_000;
  }
}
