package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskEffect.Prepare;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentLoginsTest {
  private static final String SECRET = "dGhlIGVhZ2xlIGhhcyBsYW5kZWQ";
  private static final RegistryAuth AUTH = RegistryAuth.of(SECRET);

  private static Assignment pulling(String taskId) {
    Assignment plain = Sample.web(taskId);
    return new Assignment(
        plain.task(), plain.serviceName(), plain.serviceLabels(), plain.hostPorts(), true);
  }

  private static List<RegistryAuth> handed(Bench bench) {
    return bench.all(AgentEffect.RunEngine.class).stream()
        .map(AgentEffect.RunEngine::work)
        .filter(Prepare.class::isInstance)
        .map(work -> ((Prepare) work).login())
        .toList();
  }

  @Test
  void anImageIsPulledWithWhatCameWithItsTaskWhichIsThenForgotten() {
    Bench bench = Bench.connected();
    bench.assign(AUTH, pulling("t1"));
    bench.assign(Sample.web("t2"));
    assertThat(handed(bench)).containsExactly(AUTH, null);
    assertThat(bench.core.logins()).isZero();
  }

  @Test
  void tasksThatWaitTheirTurnKeepTheirsUntilItHasCome() {
    Bench bench = Bench.connected();
    Assignment[] tasks = new Assignment[Bench.SETTINGS.preparesMax() + 2];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = pulling("t" + i);
    }
    bench.assign(AUTH, tasks);
    assertThat(bench.core.logins()).isEqualTo(2);
    bench.engine("t0", new TaskInput.Prepared(Sample.CONTAINER));
    assertThat(bench.core.logins()).isEqualTo(1);
    bench.unassign("t" + (tasks.length - 1));
    assertThat(bench.core.logins()).isZero();
    assertThat(handed(bench)).hasSize(tasks.length - 1).containsOnly(AUTH);
  }

  @Test
  void whatComesForATaskThatHasItsImageIsNotKept() {
    Bench bench = Bench.connected();
    bench.assign(AUTH, pulling("t1"));
    bench.run("t1");
    bench.assign(AUTH, pulling("t1"));
    assertThat(bench.state("t1")).isEqualTo(TaskState.RUNNING);
    assertThat(bench.core.logins()).isZero();
  }

  @Test
  void itIsNotOnDiskAndATaskOfBeforeTheRestartWaitsForIt() {
    Bench before = Bench.connected();
    before.assign(AUTH, pulling("t1"));
    before.pass(Duration.ofSeconds(1));
    List<AgentEffect.Persist> writes = before.all(AgentEffect.Persist.class);
    for (AgentEffect.Persist write : writes) {
      assertThat(Bytes.of(Cbor.LENIENT.write(write.state())).toText()).doesNotContain(SECRET);
    }
    byte[] disk = Cbor.LENIENT.write(writes.getLast().state());

    AgentState recovered = Cbor.LENIENT.read(disk, AgentState.class);
    Bench after = new Bench(new AgentState(List.of(Bench.A), recovered.tasks()));
    after.boot();
    after.welcome();
    assertThat(handed(after)).isEmpty();
    after.assign(AUTH, pulling("t1"));
    assertThat(handed(after)).containsExactly(AUTH);
  }

  @Test
  void nothingOfItIsInTheTextOfWhatTheAgentDoes() {
    Bench bench = Bench.connected();
    bench.assign(AUTH, pulling("t1"));
    assertThat(bench.done.toString()).contains("RegistryAuth[").doesNotContain(SECRET);
  }
}
