package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.globalJob;
import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.job;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void asManySlotsRunAsMayAtATimeFromZeroOn() {
    Bench bench = Bench.withNodes(2);

    Service job = runs(bench, job(2, 5));

    assertThat(bench.wantedSlots(job)).containsExactly(0, 1);
    assertThat(bench.running(job))
        .hasSize(2)
        .allSatisfy(task -> {
          assertThat(task.desiredState()).isEqualTo(TaskState.COMPLETE);
          assertThat(task.jobIteration()).isEqualTo(Version.ZERO);
        });
    assertThat(statusOf(bench, job).lastExecution()).isAfterOrEqualTo(bench.now);
  }

  @Test
  void eachCompletionMakesRoomForTheNextSlotUntilAllAreDone() {
    Bench bench = Bench.withNodes(2);
    Service job = runs(bench, job(2, 5));

    bench.report(bench.wanted(job, 1), TaskState.COMPLETE);
    bench.obey();
    assertThat(bench.wantedSlots(job)).containsExactly(0, 2);
    for (int slot : List.of(0, 2, 3, 4)) {
      bench.report(bench.wanted(job, slot), TaskState.COMPLETE);
      bench.obey();
    }

    bench.pass(HOUR);
    assertThat(bench.wanted(job)).isEmpty();
    assertThat(completed(bench, job))
        .hasSize(5)
        .extracting(Task::slot)
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(completed(bench, job)).allMatch(t -> t.desiredState() == TaskState.COMPLETE);
  }

  @Test
  void aFailureIsRunAgainInItsSlotAndACompletionNever() {
    Bench bench = Bench.withNodes(1);
    Service job = runs(bench, restarting(job(1, 1), "any", Duration.ofSeconds(5), null, null));

    bench.report(bench.wanted(job, 0), TaskState.FAILED);
    assertThat(bench.wanted(job, 0).desiredState()).isEqualTo(TaskState.READY);
    bench.pass(Duration.ofSeconds(5));
    bench.obey();
    assertThat(bench.wanted(job, 0).desiredState()).isEqualTo(TaskState.COMPLETE);
    bench.report(bench.wanted(job, 0), TaskState.COMPLETE);
    bench.leadAgain(2);
    bench.pass(HOUR);

    assertThat(bench.wanted(job)).isEmpty();
  }

  /** So many failures in a row, and whether the slot is run once more. */
  @ParameterizedTest
  @CsvSource({
    "none, 0, 1, false",
    "any, 2, 2, true",
    "any, 2, 3, false",
    "on-failure, 1, 2, false"
  })
  void aSlotThatFailedAsOftenAsItMayIsLeftAndTheOthersGoOn(
      String condition, long attempts, int failures, boolean again) {
    Bench bench = Bench.withNodes(1);
    Service job = runs(bench, restarting(job(1, 3), condition, Duration.ZERO, attempts, null));

    for (int i = 0; i < failures; i++) {
      bench.report(bench.wanted(job, 0), TaskState.FAILED);
      bench.obey();
    }
    bench.pass(HOUR);
    bench.leadAgain(2);
    bench.obey();

    assertThat(bench.wantedSlots(job)).containsExactly(again ? 0 : 1);
  }

  @Test
  void anUpdateRunsTheJobAgainAndRemovesWhatWasBefore() {
    Bench bench = Bench.withNodes(2);
    Service job = runs(bench, job(1, 2));
    bench.report(bench.wanted(job, 0), TaskState.COMPLETE);
    bench.obey();
    bench.pass(Duration.ofSeconds(3));

    bench.update(job, forced(job(1, 2)));
    bench.obey();

    assertThat(statusOf(bench, job).jobIteration()).isEqualTo(new Version(1));
    assertThat(statusOf(bench, job).lastExecution()).isAfterOrEqualTo(bench.now);
    assertThat(bench.tasks(job))
        .hasSize(1)
        .allMatch(task -> new Version(1).equals(task.jobIteration()) && task.slot() == 0);
    assertThat(bench.service(job.id()).updateStatus()).isNull();
  }

  @Test
  void aRollbackIsARunToo() {
    Bench bench = Bench.withNodes(1);
    Service job = runs(bench, job(1, 1));
    bench.update(job, image(job(1, 1), "busybox:2"));
    Service updated = bench.service(job.id());

    bench.submit(new Command.RollbackService(job.id(), updated.version().index()));
    bench.obey();

    assertThat(statusOf(bench, job).jobIteration()).isEqualTo(new Version(2));
    assertThat(bench.service(job.id()).updateStatus()).isNull();
    assertThat(bench.running(job))
        .hasSize(1)
        .allMatch(t -> t.spec().equals(job.spec().taskTemplate()));
  }

  @Test
  void moreCompletionsAreAnotherRunOfThatMany() {
    Bench bench = Bench.withNodes(1);
    Service job = runs(bench, job(9, 1));
    bench.report(bench.wanted(job, 0), TaskState.COMPLETE);

    bench.update(job, job(9, 3));
    bench.obey();

    assertThat(bench.wantedSlots(job)).containsExactly(0, 1, 2);
    assertThat(bench.running(job)).hasSize(3);
  }

  @Test
  void aDeadNodesTasksRunElsewhereAndNotTwiceWhenTheyHadCompleted() {
    Bench bench = Bench.withNodes(2);
    Service job = runs(bench, job(1, 2));
    Task lost = bench.wanted(job, 0);
    bench.observe(lost.nodeId(), NodeState.DOWN);
    bench.obey();
    Task next = bench.wanted(job, 0);
    assertThat(next.nodeId()).isNotEqualTo(lost.nodeId());

    bench.observe(lost.nodeId(), NodeState.READY);
    bench.report(lost, TaskState.COMPLETE); // before it hears that it is to stop
    bench.obey();

    assertThat(bench.task(next.id()).status().state()).isEqualTo(TaskState.SHUTDOWN);
    assertThat(bench.wantedSlots(job)).containsExactly(1);
    bench.pass(HOUR);
    assertThat(bench.wantedSlots(job)).containsExactly(1);
  }

  @Test
  void historyIsKeptNoLongerThanElsewhereButCompletionsAre() {
    Bench bench = Bench.withNodes(1);
    Service job = runs(bench, restarting(job(1, 1), "any", Duration.ZERO, null, null));
    for (int i = 0; i < 12; i++) {
      bench.report(bench.wanted(job, 0), TaskState.FAILED);
      bench.obey();
    }
    assertThat(bench.tasks(job).size()).isBetween(5, 7);
    bench.report(bench.wanted(job, 0), TaskState.COMPLETE);
    bench.pass(HOUR);
    assertThat(completed(bench, job)).hasSize(1);
  }

  @Test
  void noConcurrencyAndNoCompletionsAreNoTasks() {
    Bench bench = Bench.withNodes(1);
    assertThat(bench.tasks(runs(bench, job(0, 5)))).isEmpty();
    assertThat(bench.tasks(runs(bench, job(5, 0).withName("other")))).isEmpty();
  }

  @Test
  void aJobOfManyRoundsCompletesEachSlotOnce() {
    Bench bench = Bench.withNodes(4);
    Service job = runs(bench, job(2_500, 6_000));
    while (!bench.running(job).isEmpty()) {
      bench.running(job).forEach(task -> bench.report(task, TaskState.COMPLETE));
      bench.obey();
    }
    assertThat(completed(bench, job)).hasSize(6_000);
    assertThat(completed(bench, job)).extracting(Task::slot).doesNotHaveDuplicates();
  }

  @Test
  void aGlobalJobRunsOnceOnTheNodesThereAre() {
    Bench bench = Bench.withNodes(3);
    bench.available("n3", "drain");
    Service job = runs(bench, globalJob());
    assertThat(bench.wantedNodes(job)).containsExactly("n1", "n2");
    assertThat(bench.tasks(job)).allMatch(t -> t.desiredState() == TaskState.COMPLETE);
    bench.report(bench.wanted(job, "n1"), TaskState.COMPLETE);
    bench.pass(Duration.ofSeconds(1));

    bench.join("n4");
    bench.available("n1", "drain");
    bench.available("n1", "active");
    bench.available("n3", "active");
    bench.obey();

    assertThat(bench.wantedNodes(job))
        .as("n1 is done, n4 came later, n3 was there and may now")
        .containsExactly("n2", "n3");
    bench.update(job, forced(globalJob()));
    bench.obey();
    assertThat(bench.running(job))
        .extracting(Task::nodeId)
        .containsExactlyInAnyOrder("n1", "n2", "n3", "n4");
    assertThat(bench.tasks(job)).hasSize(4);
  }

  @Test
  void aGlobalJobsFailureIsRunAgainOnItsNode() {
    Bench bench = Bench.withNodes(2);
    Service job = runs(bench, restarting(globalJob(), "any", Duration.ZERO, 1L, null));
    bench.report(bench.wanted(job, "n1"), TaskState.FAILED);
    bench.obey();
    assertThat(bench.running(job)).hasSize(2);

    bench.report(bench.wanted(job, "n1"), TaskState.FAILED);
    bench.pass(HOUR);
    bench.leadAgain(2);
    bench.obey();

    assertThat(bench.wantedNodes(job)).containsExactly("n2");
  }

  private static Service runs(Bench bench, ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }

  private static ServiceSpec forced(ServiceSpec spec) {
    TaskSpec task = spec.taskTemplate();
    return spec.withTaskTemplate(task.withForceUpdate(task.forceUpdate() + 1));
  }

  private static JobStatus statusOf(Bench bench, Service job) {
    return Objects.requireNonNull(bench.service(job.id()).jobStatus());
  }

  private static List<Task> completed(Bench bench, Service job) {
    return bench.tasks(job, task -> task.status().state() == TaskState.COMPLETE);
  }
}
