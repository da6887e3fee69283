package io.jswarm.worker.agent.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.HealthConfig;
import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.SwarmNetworkSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.sim.SimEngine;
import io.jswarm.worker.task.NodeFacts;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskEffect;
import io.jswarm.worker.task.TaskInput;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineRunnerTest {
  private static final NodeFacts NODE =
      new NodeFacts("n1", "host1", NodeDescription.UNKNOWN.platform());
  private static final NetworkMode.Joined JOINED =
      new NetworkMode.Joined(Path.of("/run/ns1"), List.of("10.1.0.2"), "169.254.1.1");

  private final SimEngine engine = new SimEngine(1, 1 << 30, Clock.systemUTC());
  private final NotedDataPath dataPath = new NotedDataPath(JOINED);
  private final LinkedBlockingQueue<AgentInput> answers = new LinkedBlockingQueue<>();
  private final EngineRunner runner =
      new EngineRunner(engine, dataPath, () -> NODE, () -> "", Clock.systemUTC(), answers::add);

  @AfterEach
  void close() {
    runner.close();
    engine.close();
  }

  @Test
  void aContainerIsMadeOnTheNetworksItHasJoined() throws Exception {
    String id = prepared(attached());

    assertThat(dataPath.calls()).containsExactly("join " + id);
    assertThat(engine.find(id).orElseThrow().plan().network()).isEqualTo(JOINED);
  }

  @Test
  void aTaskWithoutAddressesMeetsNoDataPath() throws Exception {
    String id = prepared(Sample.web("t1"));

    assertThat(dataPath.calls()).isEmpty();
    assertThat(engine.find(id).orElseThrow().plan().network())
        .isEqualTo(new NetworkMode.Isolated());
  }

  @Test
  void whatCouldNotBeMadeLeavesItsNetworksAgain() throws Exception {
    runner.run("t1", new TaskEffect.Prepare(attached("sim.reject=no")));

    assertThat(answer()).isEqualTo(new TaskInput.PrepareFailed("no"));
    assertThat(dataPath.calls().getLast()).startsWith("leave ");
  }

  @Test
  void aNodeThatCannotJoinMakesNoContainer() throws Exception {
    dataPath.refuse("no such device");
    runner.run("t1", new TaskEffect.Prepare(attached()));

    assertThat(answer()).isEqualTo(new TaskInput.PrepareFailed("no such device"));
    assertThat(engine.list()).isEmpty();
  }

  @Test
  void theDataPathHearsOfAnEndBeforeTheClusterDoes() throws Exception {
    String id = prepared(attached());
    runner.run("t1", new TaskEffect.Start(id));
    answer();
    runner.run("t1", new TaskEffect.Await(id));
    runner.run("t1", new TaskEffect.Kill(id));

    assertThat(answer()).isInstanceOf(TaskInput.Exited.class);
    assertThat(dataPath.calls()).containsExactly("join " + id, "gone " + id);
  }

  @Test
  void aRemovedContainerHasLeftItsNetworks() throws Exception {
    String id = prepared(attached());
    runner.run("t1", new TaskEffect.Remove(id));

    assertThat(answer()).isEqualTo(new TaskInput.Removed());
    assertThat(dataPath.calls()).containsExactly("join " + id, "leave " + id);
  }

  @Test
  void aContainerWithAHealthCheckIsProbedUntilItIsWell() throws Exception {
    String id = prepared(checked("0"));
    runner.run("t1", new TaskEffect.Start(id));
    assertThat(answer())
        .isInstanceOfSatisfying(
            TaskInput.Running.class, running -> assertThat(running.checked()).isTrue());

    runner.run("t1", new TaskEffect.Probe(id, false));

    assertThat(answer()).isEqualTo(new TaskInput.Healthy());
    assertThat(engine.find(id).orElseThrow().health())
        .isNotNull()
        .extracting(Health::status)
        .isEqualTo(Health.Status.HEALTHY);
  }

  @Test
  void oneThatFailsTooOftenIsSaidToBeUnhealthyOnce() throws Exception {
    String id = prepared(checked("1"));
    runner.run("t1", new TaskEffect.Start(id));
    answer();

    runner.run("t1", new TaskEffect.Probe(id, true));

    assertThat(answer()).isEqualTo(new TaskInput.Unhealthy(""));
    Health health = engine.find(id).orElseThrow().health();
    assertThat(health).isNotNull().extracting(Health::failingStreak).isEqualTo(2);
  }

  @Test
  void probingEndsWithTheContainer() throws Exception {
    String id = prepared(checked("0"));
    runner.run("t1", new TaskEffect.Start(id));
    answer();
    engine.signal(id, 9);
    runner.run("t1", new TaskEffect.Probe(id, false));
    runner.run("t1", new TaskEffect.Await(id));

    assertThat(answer()).isInstanceOf(TaskInput.Exited.class);
    assertThat(answers).isEmpty();
  }

  /** A task without networks whose probes end with this code. */
  private static Assignment checked(String code) {
    HealthConfig config =
        new HealthConfig(
            List.of("CMD", "true"),
            Duration.ofMillis(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            2);
    ContainerSpec spec = ContainerSpec.of("busybox").withEnv(List.of("sim.probe=" + code));
    Assignment web = Sample.web("t1");
    return new Assignment(
        web.task().withSpec(TaskSpec.of(spec.withHealthcheck(config))), "web", Map.of());
  }

  private String prepared(Assignment assignment) throws InterruptedException {
    runner.run("t1", new TaskEffect.Prepare(assignment));
    return ((TaskInput.Prepared) answer()).containerId();
  }

  private TaskInput answer() throws InterruptedException {
    AgentInput.TaskDone done = (AgentInput.TaskDone) answers.poll(30, TimeUnit.SECONDS);
    assertThat(done).isNotNull();
    return done.result();
  }

  /** A task with an address on one network. */
  private static Assignment attached(String... env) {
    Assignment web = Sample.web("t1");
    Task task =
        web.task()
            .withSpec(TaskSpec.of(ContainerSpec.of("busybox").withEnv(List.of(env))))
            .withNetworksAttachments(
                List.of(new NetworkAttachment(network(), List.of("10.1.0.2/24"))));
    return new Assignment(task, web.serviceName(), Map.of());
  }

  private static SwarmNetwork network() {
    SwarmNetworkSpec spec =
        new SwarmNetworkSpec("a", Map.of(), null, false, false, false, false, null, null, "swarm");
    return new SwarmNetwork(
        "net1", Version.ZERO, Sample.NOON, Sample.NOON, spec, Driver.DEFAULT, null);
  }
}
