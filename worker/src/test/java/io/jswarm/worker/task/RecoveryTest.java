package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.TaskState;
import io.jswarm.worker.engine.LocalContainer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final LocalContainer CREATED = Sample.created("t1");
  private static final LocalContainer RUNNING = Sample.running("t1");

  @Test
  void withoutAContainerATaskBeginsAnewUnlessItHadOne() {
    assertThat(Recovery.of(TaskState.ACCEPTED, null)).isEqualTo(new Recovery.Anew());
    assertThat(Recovery.of(TaskState.READY, null)).isEqualTo(new Recovery.Anew());
    assertThat(Recovery.of(TaskState.STARTING, null)).isEqualTo(new Recovery.Lost());
    assertThat(Recovery.of(TaskState.RUNNING, null)).isEqualTo(new Recovery.Lost());
    assertThat(Recovery.of(TaskState.FAILED, null)).isEqualTo(new Recovery.Over());
  }

  @Test
  void aContainerThatWasNeverStartedMayBeUnlessTheTaskRan() {
    assertThat(Recovery.of(TaskState.PREPARING, CREATED)).isEqualTo(new Recovery.Ready());
    assertThat(Recovery.of(TaskState.STARTING, CREATED)).isEqualTo(new Recovery.Ready());
    assertThat(Recovery.of(TaskState.RUNNING, CREATED)).isEqualTo(new Recovery.Lost());
    assertThat(Recovery.of(TaskState.SHUTDOWN, CREATED)).isEqualTo(new Recovery.Over());
  }

  @Test
  void aContainerThatRunsGoesOnUnlessTheTaskHasEnded() {
    assertThat(Recovery.of(TaskState.STARTING, RUNNING))
        .isEqualTo(new Recovery.Runs(Sample.started()));
    assertThat(Recovery.of(TaskState.RUNNING, RUNNING))
        .isEqualTo(new Recovery.Runs(Sample.started()));
    assertThat(Recovery.of(TaskState.COMPLETE, RUNNING)).isEqualTo(new Recovery.RunsOn());
  }

  @Test
  void theEndOfAContainerThatNobodySawIsTakenAsItIs() {
    LocalContainer dead =
        Sample.container(
            "t1",
            Sample.CONTAINER,
            new LocalContainer.Dead(Optional.of(Sample.started()), Sample.exit(255)));
    for (TaskState told : new TaskState[] {TaskState.READY, TaskState.RUNNING, TaskState.FAILED}) {
      assertThat(Recovery.of(told, Sample.exited("t1", 3)))
          .isEqualTo(new Recovery.Ended(Sample.exit(3)));
      assertThat(Recovery.of(told, dead)).isEqualTo(new Recovery.Ended(Sample.exit(255)));
    }
  }
}
