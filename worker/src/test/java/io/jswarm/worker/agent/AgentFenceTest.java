package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Fence;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import io.jswarm.worker.task.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentFenceTest {
  @Test
  void aNodeWithoutFencedTasksAsksForNoLease() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.run("t1");
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.said(WorkerMessage.Renew.class)).isEmpty();
    assertThat(bench.all(AgentEffect.Guard.class)).isEmpty();
  }

  @Test
  void aFencedTaskStartsOnlyUnderALease() {
    Bench bench = Bench.connected();
    bench.assignAll(fenced("t1"));
    bench.engine("t1", new TaskInput.Prepared(Sample.CONTAINER));
    assertThat(bench.engineAsked(TaskEffect.Start.class)).isEmpty();

    grant(bench);

    assertThat(bench.engineAsked(TaskEffect.Start.class)).containsExactly("t1");
  }

  @Test
  void itsContainerIsGuardedBeforeItStarts() {
    Bench bench = Bench.connected();
    bench.assignAll(fenced("t1"));
    bench.engine("t1", new TaskInput.Prepared(Sample.CONTAINER));
    grant(bench);

    List<AgentEffect> done = bench.done;
    AgentEffect.Guard guard = bench.all(AgentEffect.Guard.class).getLast();
    AgentEffect start =
        done.stream()
            .filter(each ->
                each instanceof AgentEffect.RunEngine run && run.work() instanceof TaskEffect.Start)
            .findFirst()
            .orElseThrow();
    assertThat(guard.containerIds()).containsExactly(Sample.CONTAINER);
    assertThat(guard.killAt()).isEqualTo(Sample.NOON.plus(Fence.KILLED_AFTER));
    assertThat(done.indexOf(guard)).isLessThan(done.indexOf(start));
  }

  @Test
  void theLeaseCountsFromWhenItWasAskedFor() {
    Bench bench = running();
    Instant asked = bench.now;
    long number = bench.said(WorkerMessage.Renew.class).getLast().sequence();
    bench.now = asked.plusSeconds(9);
    bench.hear(new ManagerMessage.Lease(number));

    assertThat(bench.all(AgentEffect.Guard.class).getLast().killAt())
        .isEqualTo(asked.plus(Fence.KILLED_AFTER));
  }

  @Test
  void whatIsCutOffStopsItsFencedTasksAndNoOthers() {
    Bench bench = Bench.connected();
    bench.assignAll(fenced("t1"), Sample.web("t2"));
    bench.engine("t2", new TaskInput.Prepared("d".repeat(64)));
    bench.engine("t2", new TaskInput.Running(Sample.started()));
    bench.engine("t1", new TaskInput.Prepared(Sample.CONTAINER));
    grant(bench);
    bench.engine("t1", new TaskInput.Running(Sample.started()));

    bench.pass(Fence.LEASE.minusMillis(1));
    assertThat(bench.engineAsked(TaskEffect.Stop.class)).isEmpty();

    bench.pass(Duration.ofMillis(1));
    assertThat(bench.engineAsked(TaskEffect.Stop.class)).containsExactly("t1");

    bench.pass(Fence.KILLED_AFTER.minus(Fence.LEASE));
    assertThat(bench.engineAsked(TaskEffect.Kill.class)).containsExactly("t1");
  }

  @Test
  void aTaskThatWasStoppedForWantOfALeaseSaysWhy() {
    Bench bench = running();
    bench.pass(Fence.LEASE);
    bench.engine("t1", new TaskInput.Exited(Sample.exit(0)));

    assertThat(bench.state("t1")).isEqualTo(TaskState.FAILED);
    assertThat(bench.core.task("t1").orElseThrow().status().err()).contains("heard no leader");
    assertThat(bench.all(AgentEffect.Guard.class).getLast().containerIds()).isEmpty();
  }

  @Test
  void aLeaseThatIsRenewedGoesOn() {
    Bench bench = running();
    for (int i = 0; i < 30; i++) {
      bench.pass(Duration.ofSeconds(1));
      bench.hear(new ManagerMessage.HeartbeatAck(i));
      bench.hear(
          new ManagerMessage.Lease(bench.said(WorkerMessage.Renew.class).getLast().sequence()));
    }

    assertThat(bench.engineAsked(TaskEffect.Stop.class)).isEmpty();
  }

  @Test
  void aDaemonThatComesBackGoesOnWithTheLeaseThereWas() {
    Task task = fenced("t1").task();
    AgentState before =
        new AgentState(
            List.of(Bench.A),
            List.of(
                new TaskRecord(
                    fenced("t1"), Sample.CONTAINER, task.status().withState(TaskState.RUNNING))));
    Bench bench = new Bench(before);
    bench.give(new AgentInput.Guarded(bench.now.plusSeconds(8)));
    bench.boot(Sample.running("t1"));

    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.engineAsked(TaskEffect.Stop.class)).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.engineAsked(TaskEffect.Stop.class)).containsExactly("t1");
  }

  @Test
  void aDaemonThatComesBackWithoutALeaseStopsWhatRuns() {
    Task task = fenced("t1").task();
    AgentState before =
        new AgentState(
            List.of(Bench.A),
            List.of(
                new TaskRecord(
                    fenced("t1"), Sample.CONTAINER, task.status().withState(TaskState.RUNNING))));
    Bench bench = new Bench(before);
    bench.boot(Sample.running("t1"));

    assertThat(bench.engineAsked(TaskEffect.Stop.class)).containsExactly("t1");
  }

  private static Bench running() {
    Bench bench = Bench.connected();
    bench.assignAll(fenced("t1"));
    bench.engine("t1", new TaskInput.Prepared(Sample.CONTAINER));
    grant(bench);
    bench.engine("t1", new TaskInput.Running(Sample.started()));
    return bench;
  }

  /** The leader grants what was asked last. */
  private static void grant(Bench bench) {
    bench.hear(
        new ManagerMessage.Lease(bench.said(WorkerMessage.Renew.class).getLast().sequence()));
  }

  private static Assignment fenced(String taskId) {
    Assignment plain = Sample.web(taskId);
    Task task = plain.task();
    return plain.withTask(task.withSpec(task.spec().withFence(true)));
  }
}
