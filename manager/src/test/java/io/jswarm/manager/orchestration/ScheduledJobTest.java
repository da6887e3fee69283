package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.globalJob;
import static io.jswarm.manager.bench.Fixtures.job;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static io.jswarm.manager.bench.Fixtures.scheduled;
import static io.jswarm.manager.orchestration.ScheduleBench.all;
import static io.jswarm.manager.orchestration.ScheduleBench.forced;
import static io.jswarm.manager.orchestration.ScheduleBench.job;
import static io.jswarm.manager.orchestration.ScheduleBench.lastRun;
import static io.jswarm.manager.orchestration.ScheduleBench.ofRun;
import static io.jswarm.manager.orchestration.ScheduleBench.pass;
import static io.jswarm.manager.orchestration.ScheduleBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** It is 12:00 when a test begins. */
class ScheduledJobTest {
  private static final String EVERY_FIVE_MINUTES = "*/5 * * * *";

  private final Bench bench = Bench.withNodes(2);

  private static Instant at(String time) {
    return Instant.parse("2026-11-22T" + time + "Z");
  }

  private static ServiceSpec fiveMinutely(String concurrency) {
    return job(2, 2).withSchedule(Schedule.of(EVERY_FIVE_MINUTES).withConcurrency(concurrency));
  }

  @Test
  void nothingRunsBeforeItIsDue() {
    Service job = bench.create(scheduled(job(2, 3), EVERY_FIVE_MINUTES));
    pass(bench, "4M59S");

    assertThat(bench.tasks(job)).isEmpty();
    assertThat(job(bench, job).jobIteration()).isEqualTo(Version.ZERO);
    assertThat(status(bench, job).nextRun()).isEqualTo(at("12:05:00"));

    pass(bench, "1S");
    assertThat(bench.running(job)).hasSize(2);
    assertThat(status(bench, job).nextRun()).isEqualTo(at("12:10:00"));
    assertThat(lastRun(bench, job).due()).isEqualTo(at("12:05:00"));
    assertThat(job(bench, job).lastExecution()).isAfterOrEqualTo(at("12:05:00"));
  }

  @Test
  void eachTimeIsOneRunToAllItsCompletions() {
    Service job = bench.create(scheduled(job(2, 3), EVERY_FIVE_MINUTES));
    for (int run = 1; run <= 3; run++) {
      pass(bench, "5M");
      assertThat(bench.wantedSlots(job)).containsExactly(0, 1);
      all(bench, job, TaskState.COMPLETE);
      assertThat(bench.wantedSlots(job)).containsExactly(2);
      all(bench, job, TaskState.COMPLETE);
      assertThat(bench.wanted(job)).isEmpty();
      assertThat(lastRun(bench, job).state()).isEqualTo(RunState.COMPLETE);
      assertThat(lastRun(bench, job).message()).isEqualTo("3 of 3 tasks completed");
      assertThat(job(bench, job).jobIteration()).isEqualTo(new Version(run));
    }
    assertThat(status(bench, job).runs())
        .extracting(JobRun::due)
        .containsExactly(at("12:05:00"), at("12:10:00"), at("12:15:00"));
    assertThat(bench.tasks(job)).hasSize(9);
  }

  @Test
  void aRunIsLeftOutWhileTheOneBeforeItGoesOn() {
    Service job = bench.create(fiveMinutely("forbid"));
    pass(bench, "10M");

    assertThat(bench.running(job))
        .hasSize(2)
        .allMatch(t -> new Version(1).equals(t.jobIteration()));
    assertThat(status(bench, job).lastSkipped()).isEqualTo(at("12:10:00"));
    assertThat(status(bench, job).skipReason())
        .startsWith("run 1, begun at 2026-11-22T12:05:00")
        .endsWith("is still under way");

    all(bench, job, TaskState.COMPLETE);
    assertThat(bench.wanted(job)).as("it is not made up for").isEmpty();
    pass(bench, "5M");
    assertThat(bench.running(job))
        .hasSize(2)
        .allMatch(t -> new Version(2).equals(t.jobIteration()));
  }

  @Test
  void aRunThatIsReplacedStopsBeforeTheNextBegins() {
    Service job = bench.create(fiveMinutely("replace"));
    pass(bench, "5M");
    bench.pass(Duration.ofMinutes(5));

    assertThat(bench.wanted(job)).as("told to stop, and nothing new").isEmpty();
    assertThat(ofRun(bench, job, 1)).allMatch(t -> t.desiredState() == TaskState.SHUTDOWN);
    bench.pass(Duration.ofSeconds(20));
    assertThat(ofRun(bench, job, 2)).isEmpty();

    bench.obey();
    assertThat(bench.running(job))
        .hasSize(2)
        .allMatch(t -> new Version(2).equals(t.jobIteration()));
    assertThat(status(bench, job).runs())
        .extracting(JobRun::state)
        .containsExactly(RunState.REPLACED, RunState.RUNNING);
    assertThat(lastRun(bench, job).due()).isEqualTo(at("12:10:00"));
    assertThat(status(bench, job).nextRun()).isEqualTo(at("12:15:00"));
  }

  @Test
  void runsThatMayOverlapDoNotCountForEachOther() {
    Service job = bench.create(restarting(fiveMinutely("allow"), "any", Duration.ZERO, null, null));
    pass(bench, "10M");
    assertThat(bench.running(job)).hasSize(4);
    assertThat(ofRun(bench, job, 1)).extracting(Task::slot).containsExactly(0, 1);
    assertThat(ofRun(bench, job, 2)).extracting(Task::slot).containsExactly(0, 1);

    ofRun(bench, job, 2).forEach(task -> bench.report(task, TaskState.COMPLETE));
    bench.report(ofRun(bench, job, 1).getFirst(), TaskState.FAILED);
    bench.obey();

    assertThat(lastRun(bench, job).state()).isEqualTo(RunState.COMPLETE);
    assertThat(status(bench, job).runs().getFirst().underWay()).isTrue();
    assertThat(bench.running(job))
        .as("its failure is run again, in its own run")
        .hasSize(2)
        .allMatch(t -> new Version(1).equals(t.jobIteration()));
    all(bench, job, TaskState.COMPLETE);
    assertThat(status(bench, job).underWay()).isEmpty();
  }

  @Test
  void noMoreRunsOverlapThanMay() {
    Service job =
        bench.create(
            job(1, 1).withSchedule(Schedule.of("* * * * *").withConcurrency(Schedule.ALLOW)));
    for (int i = 0; i < DueRun.UNDER_WAY_MAX + 2; i++) {
      pass(bench, "1M");
    }
    assertThat(bench.running(job)).hasSize(DueRun.UNDER_WAY_MAX);
    assertThat(status(bench, job).skipReason()).startsWith("32 runs are under way");
  }

  @Test
  void ofManyThatWereMissedOnlyTheLastIsMadeUpFor() {
    Service job = bench.create(scheduled(job(1, 1), EVERY_FIVE_MINUTES));
    bench.now = at("12:23:00");
    bench.leadAgain(2);
    bench.obey();

    assertThat(bench.tasks(job)).hasSize(1);
    assertThat(lastRun(bench, job).due()).isEqualTo(at("12:20:00"));
    assertThat(status(bench, job).nextRun()).isEqualTo(at("12:25:00"));
    assertThat(status(bench, job).lastSkipped()).as("nothing in silence").isEqualTo(at("12:15:00"));
    assertThat(status(bench, job).skipReason())
        .isEqualTo(
            "the run due at 2026-11-22T12:20:00Z begins instead: of all that fell due since"
                + " 2026-11-22T12:05:00Z the last counts");
  }

  @Test
  void whatFallsDueWhileARunByHandWaitsIsSaidToBeLeftOut() {
    Service job = bench.create(fiveMinutely("replace"));
    pass(bench, "4M58S");
    bench.submit(force(job));
    bench.obey();
    bench.submit(force(job)); // waits until the one before it has stopped
    bench.pass(Duration.ofSeconds(10));
    bench.obey();

    assertThat(lastRun(bench, job).jobIteration()).isEqualTo(new Version(2));
    assertThat(lastRun(bench, job).due()).isNull();
    assertThat(status(bench, job).lastSkipped()).isEqualTo(at("12:05:00"));
    assertThat(status(bench, job).skipReason())
        .isEqualTo("a run that was asked for by hand begins instead");
    assertThat(status(bench, job).nextRun()).isEqualTo(at("12:10:00"));
  }

  @Test
  void whatWaitsForRoomIsSaidToBeLeftOutWhenSomebodyAsksForARun() {
    Service job = bench.create(fiveMinutely("replace"));
    pass(bench, "5M");
    bench.pass(Duration.ofMinutes(5));
    bench.submit(force(job));
    bench.obey();

    assertThat(lastRun(bench, job).due()).isNull();
    assertThat(status(bench, job).lastSkipped()).isEqualTo(at("12:10:00"));
    assertThat(status(bench, job).nextRun()).isEqualTo(at("12:15:00"));
  }

  private Command force(Service job) {
    Service present = bench.service(job.id());
    return new Command.UpdateService(
        job.id(), present.version().index(), forced(present.spec()), null);
  }

  /** Due at 13:00. */
  @ParameterizedTest
  @CsvSource({"13:10:00, true", "13:10:01, false"})
  void whatIsTooLateIsLeftOut(String time, boolean runs) {
    Service job =
        bench.create(
            job(1, 1).withSchedule(Schedule.of("@hourly").withDeadline(Duration.ofMinutes(10))));
    bench.now = at(time).minusNanos(1);
    bench.leadAgain(2);
    bench.obey();

    assertThat(bench.running(job)).hasSize(runs ? 1 : 0);
    assertThat(status(bench, job).lastSkipped()).isEqualTo(runs ? null : at("13:00:00"));
    assertThat(status(bench, job).nextRun()).isEqualTo(at("14:00:00"));
  }

  @Test
  void asManyPastRunsAreKeptAsAreAskedFor() {
    Service job =
        bench.create(job(1, 1).withSchedule(Schedule.of(EVERY_FIVE_MINUTES).withHistory(2L)));
    for (int i = 0; i < 6; i++) {
      pass(bench, "5M");
      all(bench, job, TaskState.COMPLETE);
    }
    assertThat(status(bench, job).runs())
        .extracting(run -> run.jobIteration().index())
        .containsExactly(5L, 6L);
    assertThat(bench.tasks(job))
        .extracting(task -> Bench.there("a run", task.jobIteration()).index())
        .containsExactly(5L, 6L);
  }

  @Test
  void aRunThatCannotCompleteHasFailedAndIsLeftBehind() {
    Service job =
        bench.create(
            restarting(scheduled(job(2, 2), EVERY_FIVE_MINUTES), "any", Duration.ZERO, 1L, null));
    pass(bench, "5M");
    bench.report(bench.wanted(job, 1), TaskState.COMPLETE);
    bench.report(bench.wanted(job, 0), TaskState.FAILED);
    bench.obey();
    bench.report(bench.wanted(job, 0), TaskState.FAILED);
    bench.obey();

    assertThat(lastRun(bench, job).state()).isEqualTo(RunState.FAILED);
    assertThat(lastRun(bench, job).message()).startsWith("1 of 2 tasks completed");
    pass(bench, "4M");
    assertThat(bench.wanted(job)).isEmpty();
    pass(bench, "1M");
    assertThat(bench.running(job)).hasSize(2);
  }

  @Test
  void aRunIsNotOverWhileATaskOfItMayStillRun() {
    Service job = bench.create(scheduled(job(1, 1), EVERY_FIVE_MINUTES));
    pass(bench, "5M");
    Task lost = bench.wanted(job, 0);
    bench.observe(lost.nodeId(), NodeState.DOWN);
    bench.obey();
    bench.observe(lost.nodeId(), NodeState.READY);
    bench.report(lost, TaskState.COMPLETE); // which was replaced, and had completed after all

    assertThat(bench.wanted(job)).isEmpty();
    assertThat(lastRun(bench, job).underWay()).isTrue();
    bench.obey();
    assertThat(lastRun(bench, job).state()).isEqualTo(RunState.COMPLETE);
  }

  @Test
  void aDeadNodesTaskIsRunElsewhereInTheSameRun() {
    Service job = bench.create(scheduled(job(1, 1), EVERY_FIVE_MINUTES));
    pass(bench, "5M");
    bench.observe(bench.wanted(job, 0).nodeId(), NodeState.DOWN);
    bench.obey();
    assertThat(bench.running(job))
        .hasSize(1)
        .allMatch(t -> new Version(1).equals(t.jobIteration()));
    all(bench, job, TaskState.COMPLETE);
    assertThat(lastRun(bench, job).state()).isEqualTo(RunState.COMPLETE);
  }

  @Test
  void aGlobalJobRunsOnTheNodesThereAreEachTime() {
    Service job = bench.create(scheduled(globalJob(), EVERY_FIVE_MINUTES));
    pass(bench, "5M");
    assertThat(bench.wantedNodes(job)).containsExactly("n1", "n2");
    bench.join("n3");
    bench.obey();
    assertThat(bench.wantedNodes(job)).containsExactly("n1", "n2");
    all(bench, job, TaskState.COMPLETE);
    assertThat(lastRun(bench, job).message()).isEqualTo("2 of 2 tasks completed");

    pass(bench, "5M");
    assertThat(bench.wantedNodes(job)).containsExactly("n1", "n2", "n3");
  }

  @Test
  void aRunOfManyRoundsIsOneRun() {
    Service job = bench.create(scheduled(job(2_000, 2_500), EVERY_FIVE_MINUTES));
    pass(bench, "5M");
    while (!bench.running(job).isEmpty()) {
      all(bench, job, TaskState.COMPLETE);
    }
    assertThat(ofRun(bench, job, 1)).hasSize(2_500);
    assertThat(lastRun(bench, job).message()).isEqualTo("2500 of 2500 tasks completed");
    assertThat(status(bench, job).runs()).hasSize(1);
  }

  @Test
  void ofAServiceThatIsRemovedNothingStays() {
    Service job = bench.create(fiveMinutely("allow"));
    pass(bench, "10M");
    bench.submit(new Command.RemoveService(job.id()));
    bench.obey();
    assertThat(bench.tasks(job)).isEmpty();
  }
}
