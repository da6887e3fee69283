package io.jswarm.worker.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerStatus;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import org.junit.jupiter.api.Test;

class EndingTest {
  private static final String C = Sample.CONTAINER;
  private static final StopCause UNASKED = new StopCause.None();

  @Test
  void aProcessThatEndsByItselfCompletesOrFailsByItsCode() {
    assertThat(Ending.exited(Sample.exit(0), UNASKED, "started", C))
        .isEqualTo(new Ending(TaskState.COMPLETE, "finished", "", new ContainerStatus(C, 0, 0)));
    assertThat(Ending.exited(Sample.exit(3), UNASKED, "started", C))
        .isEqualTo(
            new Ending(
                TaskState.FAILED,
                "started",
                "task: non-zero exit (3)",
                new ContainerStatus(C, 0, 3)));
  }

  @Test
  void oneThatWasOrderedToStopIsShutDownWhateverItsCode() {
    assertThat(Ending.exited(Sample.exit(137), new StopCause.Ordered(), "started", C))
        .isEqualTo(new Ending(TaskState.SHUTDOWN, "shutdown", "", new ContainerStatus(C, 0, 137)));
  }

  @Test
  void oneThatIsStoppedByItsNodeHasFailedEvenWhenItEndsWell() {
    Ending unwell = Ending.exited(Sample.exit(0), new StopCause.Unhealthy("no"), "starting", C);
    assertThat(unwell.state()).isEqualTo(TaskState.FAILED);
    assertThat(unwell.message()).isEqualTo("starting");
    assertThat(unwell.error()).isEqualTo("dockerexec: unhealthy container: no");

    Ending fenced = Ending.exited(Sample.exit(0), new StopCause.Fenced(), "started", C);
    assertThat(fenced.state()).isEqualTo(TaskState.FAILED);
    assertThat(fenced.error()).isEqualTo(Failures.FENCED);
  }

  @Test
  void aContainerThatCannotBeStartedFailsWithDockersCode() {
    assertThat(Ending.notStarted("no sh", C))
        .isEqualTo(
            new Ending(TaskState.FAILED, "starting", "no sh", new ContainerStatus(C, 0, 128)));
  }

  @Test
  void oneThatCannotBeMadeIsRejectedAndKeepsWhatItWasAt() {
    TaskStatus before = TaskStatus.of(TaskState.PREPARING, Sample.NOON, "preparing");
    assertThat(Ending.rejected("No such image: x", before))
        .isEqualTo(new Ending(TaskState.REJECTED, "preparing", "No such image: x", null));
  }

  @Test
  void oneThatIsNotSeenAnyMoreHasFailedWithTheContainerThatWasKnown() {
    ContainerStatus container = new ContainerStatus(C, 4711, 0);
    TaskStatus before =
        TaskStatus.of(TaskState.RUNNING, Sample.NOON, "started").withContainerStatus(container);
    assertThat(Ending.lost(before))
        .isEqualTo(
            new Ending(
                TaskState.FAILED,
                "started",
                "task: its container is no longer on this node",
                container));
    assertThat(Ending.unwatched("conmon died", before))
        .isEqualTo(new Ending(TaskState.FAILED, "started", "conmon died", container));
  }
}
