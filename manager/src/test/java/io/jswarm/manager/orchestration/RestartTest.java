package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.writer.WriterInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MILLI = Duration.ofMillis(1);

  @Test
  void aHealthyRunIsReplacedAtOnceInItsOwnSlot() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(3));
    bench.pass(SECOND);
    Task failed = bench.wanted(web, 2);

    bench.report(failed, TaskState.FAILED);

    Task next = bench.wanted(web, 2);
    assertThat(next.id()).isNotEqualTo(failed.id());
    assertThat(next.desiredState()).isEqualTo(TaskState.RUNNING);
    assertThat(next.status().state()).isEqualTo(TaskState.ASSIGNED);
    assertThat(bench.task(failed.id()).desiredState()).isEqualTo(TaskState.SHUTDOWN);
    assertThat(bench.wantedSlots(web)).containsExactly(1, 2, 3);
  }

  @Test
  void failuresInARowWaitTwiceAsLongEachUpToHalfAMinute() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(1));

    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      delays.add(failAndMeasure(bench, web).toMillis());
    }

    assertThat(delays)
        .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
  }

  @Test
  void aHealthyRunEndsTheRowOfFailures() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(1));
    failAndMeasure(bench, web);
    failAndMeasure(bench, web);
    bench.pass(SECOND);
    assertThat(failAndMeasure(bench, web)).isZero();
    assertThat(failAndMeasure(bench, web)).hasMillis(500);
  }

  @Test
  void aTaskThatNeverRanCountsAsAFailure() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(1));
    bench.pass(Duration.ofSeconds(20)); // pulling an image that is not there

    bench.report(bench.wanted(web, 1), TaskState.REJECTED);

    Task next = bench.wanted(web, 1);
    assertThat(next.desiredState()).isEqualTo(TaskState.READY);
    bench.pass(Duration.ofMillis(500));
    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void anExplicitDelayIsKeptToTheLetterAlsoAfterAHealthyRun() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, restarting(web(1), "any", Duration.ofSeconds(7), null, null));
    bench.pass(Duration.ofHours(1));
    assertThat(failAndMeasure(bench, web)).hasSeconds(7);
    assertThat(failAndMeasure(bench, web)).hasSeconds(7);
  }

  @Test
  void anExplicitDelayOfNothingIsNothing() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, restarting(web(1), "any", Duration.ZERO, null, null));
    for (int i = 0; i < 5; i++) {
      assertThat(failAndMeasure(bench, web)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "any, FAILED, true",
    "any, COMPLETE, true",
    "any, REJECTED, true",
    "'', COMPLETE, true",
    "on-failure, FAILED, true",
    "on-failure, REJECTED, true",
    "on-failure, COMPLETE, false",
    "none, FAILED, false",
    "none, COMPLETE, false",
  })
  void theConditionSaysWhatIsReplaced(String condition, TaskState end, boolean replaced) {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(restarting(web(2), condition, null, null, null));
    Task first = bench.wanted(web, 1);
    if (end != TaskState.REJECTED) {
      bench.obey();
    }
    bench.pass(SECOND);

    bench.report(first, end);
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.wantedSlots(web).contains(1)).isEqualTo(replaced);
    assertThat(bench.wantedSlots(web)).contains(2);
  }

  @Test
  void noMoreAttemptsThanAllowed() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, restarting(web(1), "any", MILLI, 3L, null));

    int runs = 1;
    while (!bench.wanted(web).isEmpty()) {
      bench.report(bench.wanted(web, 1), TaskState.FAILED);
      bench.pass(Duration.ofMinutes(1));
      runs += bench.wanted(web).size();
      bench.obey();
    }

    assertThat(runs).isEqualTo(4);
    assertThat(bench.tasks(web)).as("history shows all attempts").hasSize(4);
  }

  @Test
  void moreAttemptsThanHistoryAreStillCounted() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, restarting(web(1), "any", MILLI, 9L, null));
    int runs = 1;
    while (!bench.wanted(web).isEmpty() && runs < 50) {
      bench.report(bench.wanted(web, 1), TaskState.FAILED);
      bench.pass(SECOND);
      runs += bench.wanted(web).size();
      bench.obey();
    }
    assertThat(runs).isEqualTo(10);
  }

  @Test
  void onlyAttemptsWithinTheWindowCount() {
    Bench bench = Bench.withNodes(1);
    Duration window = Duration.ofSeconds(60);
    Service web = runs(bench, restarting(web(1), "any", MILLI, 2L, window));
    for (int i = 0; i < 10; i++) {
      bench.pass(Duration.ofSeconds(31));
      bench.report(bench.wanted(web, 1), TaskState.FAILED);
      bench.pass(SECOND);
      assertThat(bench.wanted(web)).as("after failure %d", i).hasSize(1);
      bench.obey();
    }
    bench.report(bench.wanted(web, 1), TaskState.FAILED);
    bench.pass(SECOND);
    assertThat(bench.wanted(web)).as("the third within a minute").isEmpty();
  }

  @Test
  void aNewSpecBeginsToCountAnew() {
    Bench bench = Bench.withNodes(1);
    ServiceSpec spec = restarting(web(1), "any", MILLI, 1L, null);
    Service web = runs(bench, spec);
    failAndMeasure(bench, web);
    bench.report(bench.wanted(web, 1), TaskState.FAILED);
    bench.pass(SECOND);
    assertThat(bench.wanted(web)).isEmpty();

    bench.update(web, image(spec, "busybox:2"));
    bench.update(web, restarting(image(spec, "busybox:3"), "any", MILLI, 1L, null));
    bench.obey();

    assertThat(bench.running(web)).hasSize(1);
    failAndMeasure(bench, web);
    assertThat(bench.running(web)).hasSize(1);
  }

  @Test
  void aTaskThatWaitsForItsDelayIsReadyToRun() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, restarting(web(1), "any", Duration.ofSeconds(10), null, null));
    bench.report(bench.wanted(web, 1), TaskState.FAILED);
    bench.obey();
    assertThat(bench.wanted(web, 1).status().state()).isEqualTo(TaskState.READY);
    // rounds that share one instant of the clock are a nanosecond apart in the cluster's time
    assertThat(bench.wakeAt().orElseThrow())
        .isBetween(bench.now.plusSeconds(10).minusNanos(1_000), bench.now.plusSeconds(10));
  }

  @Test
  void fiveTasksOfASlotAreKept() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(2));
    for (int i = 0; i < 12; i++) {
      bench.pass(Duration.ofMinutes(1));
      bench.report(bench.wanted(web, 1), TaskState.FAILED);
      bench.obey();
    }
    assertThat(bench.tasks(web, t -> t.slot() == 1)).hasSize(5);
    assertThat(bench.tasks(web, t -> t.slot() == 2)).hasSize(1);
    assertThat(bench.running(web)).hasSize(2);
  }

  @Test
  void aRunIsRememberedAsHealthyWhenTheRoundIsFull() {
    Bench bench = Bench.withNodes(4);
    Service web = bench.create(web(4_000));
    bench.obey();
    bench.pass(Duration.ofMinutes(1));

    List<WriterInput.Reports> all = new ArrayList<>();
    for (long node = 1; node <= 4; node++) {
      all.add(new WriterInput.Reports(node, "n" + node, failuresOf(bench, "n" + node)));
    }
    all.forEach(bench::offer);

    assertThat(bench.wanted(web)).hasSize(4_000);
    assertThat(bench.wanted(web)).allMatch(task -> task.desiredState() == TaskState.RUNNING);
    assertThat(bench.recorded).contains(1L, 2L, 3L, 4L);
  }

  private static List<TaskReport> failuresOf(Bench bench, String nodeId) {
    return bench.image.tasksOfNode(nodeId).stream()
        .map(t -> new TaskReport(t.id(), TaskStatus.of(TaskState.FAILED, bench.now, "exit")))
        .toList();
  }

  private static Service runs(Bench bench, ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }

  /** Lets the only task fail at once and says how long its replacement had to wait. */
  private static Duration failAndMeasure(Bench bench, Service web) {
    bench.report(bench.wanted(web, 1), TaskState.FAILED);
    Task next = bench.wanted(web, 1);
    Duration waited = Duration.ZERO;
    while (bench.task(next.id()).desiredState() != TaskState.RUNNING) {
      bench.pass(MILLI.multipliedBy(100));
      waited = waited.plusMillis(100);
      assertThat(waited).isLessThan(Duration.ofMinutes(5));
    }
    bench.obey();
    return waited;
  }
}
