package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.TaskTimings;
import io.jswarm.worker.engine.EngineTimes;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.engine.Started;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingsTest {
  private static final EngineTimes ENGINE =
      new EngineTimes(
          Duration.ofMillis(2), Duration.ofMillis(3), Duration.ofMillis(90), Duration.ofMillis(20));

  private final TaskController task = new TaskController(Sample.web("t1"));

  @Test
  void aTaskThatRunsTellsWhereItsTimeWent() {
    start();
    assertThat(task.status().timings())
        .isEqualTo(new TaskTimings(Sample.NOON, 5, 105, 106, 130, 2, 3, 90, 20));
  }

  @Test
  void theTimingsStayWhenTheTaskEndsAndWhenTheDaemonRestarts() {
    start();
    TaskTimings timings = task.status().timings();
    TaskController again = new TaskController(task.record());
    at(
        again,
        900,
        new TaskInput.Recovered(
            Sample.container("t1", Sample.CONTAINER, new LocalContainer.Running(running()))));
    assertThat(again.status().timings()).isEqualTo(timings);
    at(again, 1000, new TaskInput.Exited(Sample.exit(1)));
    assertThat(again.status().timings()).isEqualTo(timings);
  }

  private void start() {
    at(task, 0, new TaskInput.Assigned(Sample.web("t1")));
    at(task, 5, new TaskInput.Granted());
    at(task, 105, new TaskInput.Prepared(Sample.CONTAINER));
    at(task, 106, new TaskInput.Granted());
    at(task, 131, new TaskInput.Running(running()));
  }

  private static Started running() {
    return new Started(4711, Sample.NOON.plusMillis(130), ENGINE);
  }

  private static void at(TaskController task, long millis, TaskInput input) {
    task.step(input, Sample.NOON.plusMillis(millis));
  }
}
