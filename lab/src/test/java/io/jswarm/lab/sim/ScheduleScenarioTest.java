package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.JobRun;
import io.jswarm.api.model.RunState;
import io.jswarm.api.model.Schedule;
import io.jswarm.api.model.ScheduleStatus;
import io.jswarm.api.model.ServiceMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that is run every minute, whatever becomes of those who lead. */
class ScheduleScenarioTest extends Scene {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How long before or after a run is due its leader dies. */
  @ParameterizedTest
  @ValueSource(ints = {-4_000, -2_000, -100, 0, 5, 20, 60, 200, 1_000})
  void aRunIsNeitherLostNorDoubledWhenTheLeaderDiesAsItFallsDue(int millis) {
    everyMinute();
    List<Instant> minutes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Instant due = nextMinute();
      passTo(due.plusMillis(millis));
      world.managers().kill(leader().id);
      passTo(due.plusSeconds(20));
      world.heal();
      minutes.add(due);
      passTo(due.plusSeconds(50));
    }
    assertThat(status().runs()).extracting(JobRun::due).containsExactlyElementsOf(minutes);
    assertThat(status().runs()).allMatch(run -> run.state() == RunState.COMPLETE);
  }

  @Test
  void whatFellDueWhileNobodyLedIsMadeUpForOnce() {
    everyMinute();
    world.managers().hosts().forEach(world.managers()::kill);
    world.pass(Duration.ofMinutes(10));
    Instant last = world.time().now().truncatedTo(ChronoUnit.MINUTES);
    world.heal();
    world.pass(Duration.ofSeconds(20));

    assertThat(status().runs()).extracting(JobRun::due).hasSizeBetween(1, 2).contains(last);
  }

  private void everyMinute() {
    passTo(nextMinute().plusSeconds(50));
    users.create(
        leader(),
        Users.spec("minutely", "ending", 1)
            .withMode(ServiceMode.ofReplicatedJob(2, 2))
            .withSchedule(Schedule.of("* * * * *").withHistory(20L)));
    world.within(
        Duration.ofSeconds(5),
        "it is there",
        () -> world.image().serviceByName("minutely") != null);
  }

  private Instant nextMinute() {
    return world.time().now().truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
  }

  private void passTo(Instant time) {
    world.pass(Duration.between(world.time().now(), time));
  }

  private ScheduleStatus status() {
    ScheduleStatus status = ScheduleRules.status(service("minutely"));
    if (status == null) {
      throw new AssertionError("minutely has no schedule");
    }
    return status;
  }
}
