package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Cbor;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskEffect.Prepare;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentPayloadsTest {
  private static final String SECRET = "the eagle has landed";

  private static Assignment needing(String taskId, String secretId) {
    Assignment plain = Sample.web(taskId);
    ContainerSpec container =
        ContainerSpec.of("busybox:latest")
            .withPayloads(
                List.of(
                    new SecretReference(
                        new FileTarget("db", "0", "0", 0444), secretId, "name of " + secretId)),
                List.of());
    return plain.withTask(plain.task().withSpec(TaskSpec.of(container)));
  }

  private static PayloadData secret(String id) {
    return new PayloadData(PayloadKind.SECRET, id, "name of " + id, Bytes.ofText(SECRET), false);
  }

  private static List<List<PayloadData>> handed(Bench bench) {
    return bench.all(AgentEffect.RunEngine.class).stream()
        .map(AgentEffect.RunEngine::work)
        .filter(Prepare.class::isInstance)
        .map(work -> ((Prepare) work).payloads())
        .toList();
  }

  @Test
  void aContainerIsMadeWithWhatHasCome() {
    Bench bench = Bench.connected();
    bench.give(List.of(secret("x1"), secret("x2")));
    bench.assignAll(needing("t1", "x1"));
    assertThat(handed(bench)).containsExactly(List.of(secret("x1")));
  }

  @Test
  void whatNeverCameIsNotWaitedFor() {
    Bench bench = Bench.connected();
    bench.assignAll(needing("t1", "x1"));
    assertThat(handed(bench)).containsExactly(List.of());
  }

  @Test
  void aTaskOfBeforeTheRestartWaitsForASession() {
    Bench before = Bench.connected();
    before.give(List.of(secret("x1")));
    before.assignAll(needing("t1", "x1"));
    AgentState disk = before.all(AgentEffect.Persist.class).getLast().state();

    Bench after = new Bench(new AgentState(List.of(Bench.A), disk.tasks()));
    after.boot();
    after.welcome();
    assertThat(handed(after)).isEmpty();
    after.give(List.of(secret("x1")));
    assertThat(handed(after)).containsExactly(List.of(secret("x1")));
  }

  @Test
  void noSecretIsInWhatGoesToDisk() {
    Bench bench = Bench.connected();
    bench.give(List.of(secret("x1")));
    bench.assignAll(needing("t1", "x1"));
    bench.run("t1");
    bench.pass(Duration.ofSeconds(1));

    List<AgentEffect.Persist> writes = bench.all(AgentEffect.Persist.class);
    assertThat(writes).isNotEmpty();
    for (AgentEffect.Persist write : writes) {
      String text = Bytes.of(Cbor.LENIENT.write(write.state())).toText();
      assertThat(text).doesNotContain(SECRET);
    }
    assertThat(Bytes.of(Cbor.LENIENT.write(writes.getLast().state())).toText())
        .contains("name of x1");
  }

  @Test
  void whatIsTakenAwayOrNotNamedAgainIsForgotten() {
    Bench bench = Bench.connected();
    bench.give(List.of(secret("x1"), secret("x2")));
    bench.assignAll(needing("t1", "x1"));
    assertThat(bench.core.payloads()).containsExactly("secret/x1", "secret/x2");
    bench.take("secret/x2");
    assertThat(bench.core.payloads()).containsExactly("secret/x1");

    bench.give(List.of(secret("x3")));
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(Duration.ofSeconds(1));
    bench.welcome();
    assertThat(bench.core.payloads()).containsExactly("secret/x1", "secret/x3");
    bench.give(List.of(secret("x1")));
    bench.assignAll(needing("t1", "x1"));
    assertThat(bench.core.payloads()).containsExactly("secret/x1");
  }
}
