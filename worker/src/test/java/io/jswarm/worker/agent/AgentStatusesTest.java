package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How statuses of tasks get to the leader. */
class AgentStatusesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theFirstStatusGoesAtOnceTheNextOnesTogetherWithinFiftyMilliseconds() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"), Sample.web("t2"));
    assertThat(bench.said(WorkerMessage.Statuses.class)).hasSize(1);
    bench.hear(new ManagerMessage.StatusesAck(1));

    bench.run("t1");
    bench.run("t2");
    assertThat(bench.said(WorkerMessage.Statuses.class)).hasSize(1);
    bench.pass(Duration.ofMillis(50));

    assertThat(bench.said(WorkerMessage.Statuses.class)).hasSize(2);
    assertThat(bench.told("t1")).containsExactly(TaskState.PREPARING, TaskState.RUNNING);
  }

  @Test
  void statusesOfALeaderThatIsSlowAreGatheredAndOnlyTheNewestOfEachTaskIsSaid() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"), Sample.web("t2"));
    bench.engine("t1", new TaskInput.Prepared(Sample.CONTAINER));
    bench.pass(SECOND);
    bench.engine("t1", new TaskInput.Running(Sample.started()));
    bench.run("t2");
    bench.pass(SECOND);
    assertThat(bench.said(WorkerMessage.Statuses.class)).hasSize(1);

    bench.hear(new ManagerMessage.StatusesAck(1));

    assertThat(bench.said(WorkerMessage.Statuses.class)).hasSize(2);
    assertThat(bench.told("t1")).containsExactly(TaskState.PREPARING, TaskState.RUNNING);
    assertThat(bench.told("t2")).containsExactly(TaskState.PREPARING, TaskState.RUNNING);
  }

  @Test
  void statusesThatAreNotAcknowledgedAreRepeatedLessAndLessOften() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    List<Integer> after = new ArrayList<>();

    for (int second = 1; second <= 40; second++) {
      int before = bench.said(WorkerMessage.Statuses.class).size();
      bench.pass(SECOND);
      bench.hear(new ManagerMessage.HeartbeatAck(second));
      if (bench.said(WorkerMessage.Statuses.class).size() > before) {
        after.add(second);
      }
    }

    assertThat(after).containsExactly(5, 15, 35);
  }

  @Test
  void aStatusIsRepeatedUntilItIsAcknowledged() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.hear(new ManagerMessage.StatusesAck(1));
    bench.run("t1");
    bench.pass(Duration.ofMillis(50));

    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(SECOND);
    bench.welcome();
    assertThat(bench.told("t1"))
        .containsExactly(TaskState.PREPARING, TaskState.RUNNING, TaskState.RUNNING);

    bench.hear(new ManagerMessage.StatusesAck(3));
    bench.pass(Duration.ofMillis(2_900));
    assertThat(bench.told("t1")).hasSize(3);
  }
}
