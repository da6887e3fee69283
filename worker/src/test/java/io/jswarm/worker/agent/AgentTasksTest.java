package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import io.jswarm.worker.task.TaskRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentTasksTest {
  private static final String OTHER = "d".repeat(64);

  @Test
  void aTaskIsPreparedAtOnceButStartedOnlyOnceItsAssignmentIsOnDisk() {
    Bench bench = Bench.connected();
    bench.diskAnswers = false;
    bench.assignAll(Sample.web("t1"));
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).containsExactly("t1");

    bench.engine("t1", new TaskInput.Prepared(Sample.CONTAINER));
    assertThat(bench.engineAsked(TaskEffect.Start.class)).isEmpty();
    bench.give(new AgentInput.Persisted(bench.all(AgentEffect.Persist.class).getFirst().version()));

    assertThat(bench.engineAsked(TaskEffect.Start.class)).containsExactly("t1");
  }

  @Test
  void onlySoManyArePreparedAndStartedAtOnce() {
    Bench bench = Bench.connected();
    Assignment[] tasks = new Assignment[20];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = Sample.web("t%02d".formatted(i));
    }
    bench.assignAll(tasks);
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).hasSize(4);

    for (int i = 0; i < 4; i++) {
      bench.engine("t%02d".formatted(i), new TaskInput.Prepared(Sample.CONTAINER));
    }
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).hasSize(8);
    assertThat(bench.engineAsked(TaskEffect.Start.class)).containsExactly("t00", "t01");

    bench.engine("t00", new TaskInput.Running(Sample.started()));
    assertThat(bench.engineAsked(TaskEffect.Start.class)).containsExactly("t00", "t01", "t02");
  }

  @Test
  void aTaskThatIsNoLongerWantedGivesItsPlaceInTheQueueAway() {
    Bench bench = Bench.connected();
    Assignment[] tasks = new Assignment[6];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = Sample.web("t" + i);
    }
    bench.assignAll(tasks);

    bench.assign(Sample.assigned("t4", TaskState.SHUTDOWN));
    bench.engine("t0", new TaskInput.PrepareFailed("No such image: x"));

    assertThat(bench.engineAsked(TaskEffect.Prepare.class))
        .containsExactly("t0", "t1", "t2", "t3", "t5");
    assertThat(bench.state("t4")).isEqualTo(TaskState.SHUTDOWN);
  }

  @Test
  void theContainerOfAnEndedTaskStaysUntilTheTaskIsGone() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.run("t1");
    bench.engine("t1", new TaskInput.Exited(Sample.exit(0)));
    assertThat(bench.engineAsked(TaskEffect.Remove.class)).isEmpty();

    bench.unassign("t1");
    assertThat(bench.engineAsked(TaskEffect.Remove.class)).containsExactly("t1");
    bench.engine("t1", new TaskInput.Removed());

    assertThat(bench.core.tasks()).isEmpty();
  }

  @Test
  void aContainerIsRemovedOnlyOnceTheDiskKnowsThatItsTaskHasEnded() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.run("t1");
    bench.engine("t1", new TaskInput.Exited(Sample.exit(0)));
    bench.pass(java.time.Duration.ofMillis(200));
    bench.diskAnswers = false;

    bench.unassign("t1");
    assertThat(bench.engineAsked(TaskEffect.Remove.class)).isEmpty();
    bench.give(new AgentInput.Persisted(bench.all(AgentEffect.Persist.class).getLast().version()));

    assertThat(bench.engineAsked(TaskEffect.Remove.class)).containsExactly("t1");
  }

  @Test
  void aTaskTheCompleteSetDoesNotNameIsStoppedAndRemoved() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"), Sample.web("t2"));
    bench.run("t1");
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(java.time.Duration.ofSeconds(1));
    bench.welcome();

    bench.assign(Sample.web("t2"));
    assertThat(bench.engineAsked(TaskEffect.Stop.class)).isEmpty();
    bench.assignAll();

    assertThat(bench.engineAsked(TaskEffect.Stop.class)).containsExactly("t1");
    bench.engine("t1", new TaskInput.Exited(Sample.exit(0)));
    assertThat(bench.engineAsked(TaskEffect.Remove.class)).containsExactly("t1");
    assertThat(bench.core.task("t2")).isPresent();
  }

  @Test
  void aRestartedDaemonTakesOverWhatRunsAndStartsNothingTwice() {
    Bench bench = new Bench(recorded(TaskState.RUNNING));

    bench.boot(Sample.running("t1"));
    bench.welcome();
    bench.assignAll(Sample.web("t1"));

    assertThat(bench.engineAsked(TaskEffect.Await.class)).containsExactly("t1");
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).isEmpty();
    assertThat(bench.engineAsked(TaskEffect.Start.class)).isEmpty();
    assertThat(bench.all(AgentEffect.RemoveStray.class)).isEmpty();
  }

  @Test
  void aContainerThatEndedWhileTheDaemonWasAwayIsReported() {
    Bench bench = new Bench(recorded(TaskState.RUNNING));

    bench.boot(Sample.exited("t1", 137));
    bench.welcome();

    assertThat(bench.told("t1")).containsExactly(TaskState.FAILED);
    assertThat(bench.core.task("t1").orElseThrow().status().err())
        .isEqualTo("task: non-zero exit (137)");
  }

  @Test
  void aContainerThatIsGoneFailsItsTask() {
    Bench bench = new Bench(recorded(TaskState.RUNNING));

    bench.boot();

    assertThat(bench.state("t1")).isEqualTo(TaskState.FAILED);
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).isEmpty();
  }

  @Test
  void aPreparedContainerIsStartedAfterARestart() {
    Bench bench = new Bench(recorded(TaskState.READY));

    bench.boot(Sample.created("t1"));

    assertThat(bench.engineAsked(TaskEffect.Start.class)).containsExactly("t1");
  }

  @Test
  void anUnknownContainerIsLeftAloneUntilTheCompleteSetIsHere() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot(Sample.running("unknown"));
    bench.welcome();
    bench.assign(Sample.web("t2"));
    assertThat(bench.all(AgentEffect.RemoveStray.class)).isEmpty();

    bench.assignAll();

    assertThat(bench.all(AgentEffect.RemoveStray.class))
        .containsExactly(new AgentEffect.RemoveStray(Sample.CONTAINER, "unknown"));
  }

  @Test
  void aContainerWithoutRecordIsAdoptedWhenItsTaskIsAssigned() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot(Sample.running("t1"));
    bench.welcome();

    bench.assignAll(Sample.web("t1"));

    assertThat(bench.state("t1")).isEqualTo(TaskState.RUNNING);
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).isEmpty();
    assertThat(bench.all(AgentEffect.RemoveStray.class)).isEmpty();
  }

  @Test
  void aTaskThatRanHereBeforeItsRecordWasLostIsNotRunAgain() {
    Bench bench = Bench.connected();
    TaskStatus ran = TaskStatus.of(TaskState.RUNNING, Sample.NOON, "started");
    Assignment lost =
        new Assignment(Sample.task("t1", TaskState.RUNNING, ran), "web", java.util.Map.of());

    bench.assignAll(lost);

    assertThat(bench.state("t1")).isEqualTo(TaskState.FAILED);
    assertThat(bench.engineAsked(TaskEffect.Prepare.class)).isEmpty();
  }

  @Test
  void ofTwoContainersOfOneTaskOnlyTheRecordedOneStays() {
    Bench bench = new Bench(recorded(TaskState.RUNNING));

    bench.boot(
        Sample.container("t1", OTHER, new LocalContainer.Running(Sample.started())),
        Sample.running("t1"));

    assertThat(bench.all(AgentEffect.RemoveStray.class))
        .containsExactly(new AgentEffect.RemoveStray(OTHER, "t1"));
    assertThat(bench.state("t1")).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void onlyOneWriteIsUnderWayAndTheNextTakesAllThatCameMeanwhile() {
    Bench bench = Bench.connected();
    bench.diskAnswers = false;
    bench.assignAll(Sample.web("t1"));
    bench.assign(Sample.web("t2"));
    bench.assign(Sample.web("t3"));
    assertThat(bench.all(AgentEffect.Persist.class)).hasSize(1);

    bench.give(new AgentInput.Persisted(bench.all(AgentEffect.Persist.class).getFirst().version()));

    assertThat(bench.all(AgentEffect.Persist.class)).hasSize(2);
    assertThat(bench.all(AgentEffect.Persist.class).getLast().state().tasks())
        .extracting(TaskRecord::taskId)
        .containsExactly("t1", "t2", "t3");
  }

  private static AgentState recorded(TaskState state) {
    TaskRecord record =
        new TaskRecord(
            Sample.web("t1"), Sample.CONTAINER, TaskStatus.of(state, Sample.NOON, state.text()));
    return new AgentState(List.of(Bench.A), List.of(record));
  }
}
