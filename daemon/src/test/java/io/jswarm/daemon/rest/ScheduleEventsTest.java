package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.JobStatus;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.Version;
import io.jswarm.daemon.rest.ScheduleEvents.Happening;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final ScheduleStatus NEW = ScheduleStatus.dueAt(NOON);
  private static final JobRun RUN = JobRun.begun(new Version(1), NOON, NOON);

  private static Service job(long iteration, ScheduleStatus status) {
    ServiceSpec spec = ServiceSpec.of("nightly", TaskSpec.EMPTY, ServiceMode.ofReplicatedJob(1, 1));
    return Service.of("id", spec, NOON)
        .withJobStatus(new JobStatus(new Version(iteration), NOON, status));
  }

  @Test
  void aRunBeginsAndEnds() {
    Service was = job(0, NEW);
    Service runs = job(1, NEW.withRuns(List.of(RUN)));
    Service over =
        job(1, NEW.withRuns(List.of(RUN.ended(RunState.FAILED, NOON, "0 of 1 tasks completed"))));
    Map<String, String> run = Map.of("name", "nightly", "run", "1", "due", NOON.toString());

    assertThat(ScheduleEvents.between(was, runs))
        .containsExactly(new Happening("schedule_run", run));
    assertThat(ScheduleEvents.between(runs, over))
        .extracting(Happening::action)
        .containsExactly("schedule_end");
    assertThat(ScheduleEvents.between(runs, over).getFirst().attributes())
        .containsAllEntriesOf(run)
        .containsEntry("state", "failed")
        .containsEntry("message", "0 of 1 tasks completed");
    assertThat(ScheduleEvents.between(over, over)).isEmpty();
  }

  @Test
  void aRunIsLeftOut() {
    Service was = job(1, NEW.withRuns(List.of(RUN)));
    Service is = job(1, NEW.withRuns(List.of(RUN)).skipped(NOON, "one goes on"));
    assertThat(ScheduleEvents.between(was, is))
        .containsExactly(
            new Happening(
                "schedule_skip",
                Map.of("name", "nightly", "due", NOON.toString(), "reason", "one goes on")));
  }

  @Test
  void aNewJobAndOneThatIsGoneHaveNone() {
    assertThat(ScheduleEvents.between(null, job(0, NEW))).isEmpty();
    assertThat(ScheduleEvents.between(job(1, NEW.withRuns(List.of(RUN))), null)).isEmpty();
  }
}
