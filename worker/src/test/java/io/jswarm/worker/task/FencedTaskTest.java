package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Fence;
import io.jswarm.api.model.TaskState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task whose node has lost its lease. */
class FencedTaskTest {
  private static final Instant NOON = Sample.NOON;
  private static final TaskEffect KILL = new TaskEffect.Kill(Sample.CONTAINER);

  private final TaskController task = new TaskController(Sample.web("t1"));

  @Test
  void itIsAskedToStopAtOnceAndKilledWhenTheLeasesGraceIsOver() {
    run();
    Instant kill = NOON.plus(Fence.KILLED_AFTER.minus(Fence.LEASE));

    assertThat(task.step(new TaskInput.Fenced(), NOON))
        .containsExactly(new TaskEffect.Stop(Sample.CONTAINER));
    assertThat(task.step(new TaskInput.Fenced(), NOON.plusSeconds(1))).isEmpty();
    assertThat(task.wakeAt()).contains(kill);
    assertThat(task.step(new TaskInput.Tick(), kill)).containsExactly(KILL);
  }

  @Test
  void itHasFailedForThatReasonWhateverItsExitCode() {
    run();
    task.step(new TaskInput.Fenced(), NOON);
    task.step(new TaskInput.Exited(Sample.exit(0)), NOON.plusSeconds(1));

    assertThat(task.status().state()).isEqualTo(TaskState.FAILED);
    assertThat(task.status().err()).isEqualTo(Failures.FENCED);
  }

  @Test
  void oneThatDoesNotRunIsLeftAlone() {
    give(new TaskInput.Assigned(Sample.web("t1")), new TaskInput.Granted());
    assertThat(task.step(new TaskInput.Fenced(), NOON)).isEmpty();
    assertThat(task.status().state()).isEqualTo(TaskState.PREPARING);
  }

  private void run() {
    give(
        new TaskInput.Assigned(Sample.web("t1")),
        new TaskInput.Granted(),
        new TaskInput.Prepared(Sample.CONTAINER),
        new TaskInput.Granted(),
        new TaskInput.Running(Sample.started()));
  }

  private void give(TaskInput... inputs) {
    List.of(inputs).forEach(input -> task.step(input, NOON));
  }
}
