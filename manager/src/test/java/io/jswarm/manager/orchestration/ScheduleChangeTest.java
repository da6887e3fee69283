package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.job;
import static io.jswarm.manager.bench.Fixtures.scheduled;
import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.orchestration.ScheduleBench.all;
import static io.jswarm.manager.orchestration.ScheduleBench.forced;
import static io.jswarm.manager.orchestration.ScheduleBench.job;
import static io.jswarm.manager.orchestration.ScheduleBench.lastRun;
import static io.jswarm.manager.orchestration.ScheduleBench.ofRun;
import static io.jswarm.manager.orchestration.ScheduleBench.pass;
import static io.jswarm.manager.orchestration.ScheduleBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.RestartPolicy;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands do to a job on a schedule. It is 12:00 when a test begins. */
class ScheduleChangeTest {
  private static final ServiceSpec HOURLY = scheduled(job(1, 1), "@hourly");

  private final Bench bench = Bench.withNodes(2);

  private static Instant at(String time) {
    return Instant.parse("2026-11-22T" + time + "Z");
  }

  @Test
  void anotherScheduleStartsAndStopsNothing() {
    Service job = bench.create(HOURLY);
    pass(bench, "1H");
    List<Task> running = bench.running(job);
    assertThat(running).hasSize(1);

    bench.update(job, scheduled(job(1, 1), "*/30 * * * *"));
    bench.obey();

    assertThat(bench.running(job)).isEqualTo(running);
    assertThat(status(bench, job).nextRun()).isEqualTo(at("13:30:00"));
    assertThat(job(bench, job).jobIteration()).isEqualTo(new Version(1));
  }

  @Test
  void anotherImageWaitsForTheNextRunAlsoWhereTheLastOneFailed() {
    Service job =
        bench.create(
            task(HOURLY, t -> t.withRestartPolicy(new RestartPolicy("none", null, null, null))));
    pass(bench, "1H");
    all(bench, job, TaskState.FAILED);
    assertThat(lastRun(bench, job).state()).isEqualTo(RunState.FAILED);

    bench.update(job, image(HOURLY, "busybox:2"));
    bench.obey();
    assertThat(bench.wanted(job)).isEmpty();

    pass(bench, "1H");
    assertThat(bench.running(job))
        .hasSize(1)
        .allMatch(t -> t.spec().equals(image(HOURLY, "busybox:2").taskTemplate()));
  }

  @Test
  void whoAsksForARunGetsOneNow() {
    Service job = bench.create(HOURLY);
    bench.update(job, forced(HOURLY));
    bench.obey();

    assertThat(bench.running(job)).hasSize(1);
    assertThat(lastRun(bench, job).due()).isNull();
    assertThat(status(bench, job).nextRun()).isEqualTo(at("13:00:00"));
    all(bench, job, TaskState.COMPLETE);
    assertThat(lastRun(bench, job).state()).isEqualTo(RunState.COMPLETE);
  }

  @Test
  void whoAsksWhileOneGoesOnIsTold() {
    Service job = bench.create(HOURLY);
    bench.update(job, forced(HOURLY));
    bench.obey();

    Service now = bench.service(job.id());
    String refusal =
        bench.refusal(
            new Command.UpdateService(job.id(), now.version().index(), forced(now.spec()), null));
    assertThat(refusal).startsWith("run 1 of service web, begun at ").contains("still under way");
    assertThat(ofRun(bench, job, 2)).isEmpty();
  }

  @Test
  void whoAsksWhereRunsReplaceEachOtherWaitsForTheOneBefore() {
    ServiceSpec spec =
        HOURLY.withSchedule(Schedule.of("@hourly").withConcurrency(Schedule.REPLACE));
    Service job = bench.create(spec);
    pass(bench, "1H");
    bench.update(job, forced(spec));
    assertThat(bench.wanted(job)).isEmpty();
    bench.obey();

    assertThat(bench.running(job))
        .hasSize(1)
        .allMatch(t -> new Version(2).equals(t.jobIteration()));
    assertThat(lastRun(bench, job).due()).isNull();
    assertThat(status(bench, job).byHand()).isFalse();
    assertThat(status(bench, job).nextRun()).isEqualTo(at("14:00:00"));
  }

  @Test
  void aSuspendedScheduleIsNotMadeUpFor() {
    ServiceSpec suspended = HOURLY.withSchedule(Schedule.of("@hourly").withSuspended(true));
    Service job = bench.create(suspended);
    pass(bench, "3H30M");
    assertThat(bench.tasks(job)).isEmpty();
    assertThat(status(bench, job).nextRun()).isNull();

    bench.update(job, forced(suspended));
    bench.obey();
    all(bench, job, TaskState.COMPLETE);
    assertThat(ofRun(bench, job, 1)).as("by hand it runs").hasSize(1);
    assertThat(status(bench, job).nextRun()).isNull();

    bench.update(job, forced(HOURLY));
    bench.obey();
    assertThat(bench.wanted(job)).isEmpty();
    assertThat(status(bench, job).nextRun()).isEqualTo(at("16:00:00"));
  }

  @Test
  void aJobWithoutItsScheduleRunsNoMoreUntilItIsChanged() {
    Service job = bench.create(HOURLY);
    bench.update(job, job(1, 1));
    pass(bench, "2H");
    assertThat(bench.tasks(job)).isEmpty();

    bench.update(job, forced(job(1, 1)));
    bench.obey();
    assertThat(bench.running(job)).hasSize(1);
    assertThat(job(bench, job).schedule()).isNull();
  }

  @Test
  void aJobThatGetsAScheduleGoesOnWithTheRunItHas() {
    Service job = bench.create(job(1, 2));
    bench.obey();
    bench.report(bench.wanted(job, 0), TaskState.COMPLETE);
    bench.obey();

    bench.update(job, scheduled(job(1, 2), "@hourly"));
    bench.obey();
    assertThat(bench.wantedSlots(job)).containsExactly(1);
    assertThat(lastRun(bench, job).underWay()).isTrue();
    all(bench, job, TaskState.COMPLETE);
    assertThat(lastRun(bench, job).message()).isEqualTo("2 of 2 tasks completed");

    pass(bench, "1H");
    assertThat(bench.running(job))
        .hasSize(1)
        .allMatch(t -> new Version(1).equals(t.jobIteration()));
    assertThat(ofRun(bench, job, 0)).hasSize(2);
  }

  @Test
  void aRollbackBringsTheScheduleBackAndRunsNothing() {
    Service job = bench.create(HOURLY);
    bench.update(job, forced(scheduled(job(1, 1), "*/30 * * * *")));
    bench.obey();
    all(bench, job, TaskState.COMPLETE);
    Service now = bench.service(job.id());
    bench.submit(new Command.RollbackService(job.id(), now.version().index()));
    bench.obey();

    assertThat(bench.wanted(job)).isEmpty();
    assertThat(bench.service(job.id()).spec()).isEqualTo(HOURLY);
    assertThat(status(bench, job).nextRun()).isEqualTo(at("13:00:00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          0 0 30 2 * | forbid | - | -   | the schedule "0 0 30 2 *" never comes: no month has such a day
          61 * * * * | forbid | - | -   | the minute of the schedule, "61", cannot be read
          @daily     | often  | - | -   | invalid concurrency of the schedule "often": forbid, replace or allow
          @daily     | forbid | 0 | -   | invalid history of the schedule 0: the number of runs to keep is from 1 to 100
          @daily     | forbid | 101 | - | invalid history of the schedule 101
          @daily     | forbid | - | 0.5 | the deadline of the schedule must be 1s or more
          """)
  void aScheduleThatCannotBeFollowedIsRefused(
      String cron,
      String concurrency,
      @Nullable Long history,
      @Nullable Double deadline,
      String sentence) {
    Schedule schedule =
        Schedule.of(cron)
            .withConcurrency(concurrency)
            .withHistory(history)
            .withDeadline(deadline == null ? null : Duration.ofMillis((long) (deadline * 1000)));
    String refusal =
        bench.refusal(new Command.CreateService(job(1, 1).withSchedule(schedule), null));
    assertThat(refusal).startsWith(sentence);
  }

  @Test
  void runsOfAFencedJobNeverOverlap() {
    ServiceSpec fenced =
        task(job(1, 1), t -> t.withFence(true))
            .withSchedule(Schedule.of("@daily").withConcurrency(Schedule.ALLOW));
    assertThat(bench.refusal(new Command.CreateService(fenced, null)))
        .startsWith("a fenced job never runs two tasks in one slot");
  }
}
