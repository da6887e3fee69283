package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.job;
import static io.jswarm.manager.orchestration.ScheduleBench.all;
import static io.jswarm.manager.orchestration.ScheduleBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.TaskState;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schedule is kept the same whichever of its rounds was its leader's last. */
class ScheduleSuccessionTest {
  private static final int MINUTES = 5;

  /** What a schedule came to: its runs, and which tasks they had. */
  private record End(List<String> runs, List<String> tasks, int rounds) {}

  @ParameterizedTest
  @ValueSource(strings = {Schedule.FORBID, Schedule.REPLACE, Schedule.ALLOW})
  void noRunIsLostOrDoubledWheneverTheLeaderIsLost(String concurrency) {
    End undisturbed = run(concurrency, Integer.MAX_VALUE);
    assertThat(undisturbed.rounds).isGreaterThan(10);

    for (int round = 1; round <= undisturbed.rounds; round++) {
      End end = run(concurrency, round);
      assertThat(end.runs).as("lost after %d", round).isEqualTo(undisturbed.runs);
      assertThat(end.tasks).as("lost after %d", round).isEqualTo(undisturbed.tasks);
    }
  }

  /** Every second minute the tasks end; in between, they go on when the next run is due. */
  private static End run(String concurrency, int losesAfter) {
    Bench bench = Bench.withNodes(2);
    Service job =
        bench.create(
            job(2, 3)
                .withSchedule(
                    Schedule.of("* * * * *").withConcurrency(concurrency).withHistory(9L)));
    int before = bench.rounds.size();
    if (losesAfter < Integer.MAX_VALUE) {
      bench.losesLeaderAfter = before + losesAfter;
    }
    for (int minute = 1; minute <= MINUTES; minute++) {
      bench.pass(Duration.ofMinutes(1));
      bench.obey();
      if (minute % 2 == 0) {
        all(bench, job, TaskState.COMPLETE);
        all(bench, job, TaskState.COMPLETE);
      }
    }
    return new End(
        status(bench, job).runs().stream().map(ScheduleSuccessionTest::text).toList(),
        bench.tasks(job).stream()
            .map(task -> task.jobIteration() + " " + task.slot() + " " + task.status().state())
            .sorted()
            .toList(),
        bench.rounds.size() - before);
  }

  private static String text(JobRun run) {
    return "%s due %s is %s: %s"
        .formatted(run.jobIteration(), run.due(), run.state(), run.message());
  }
}
