package io.jswarm.lab.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.manager.logs.RemoteLogs;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.raftstore.image.Change;
import io.jswarm.worker.agent.live.Agent;
import io.jswarm.worker.agent.live.ManagerChannels;
import io.jswarm.worker.agent.live.SteadyClock;
import io.jswarm.worker.engine.LocalContainer;
import io.jswarm.worker.net.NoDataPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private static final LogMessage.Options ALL =
      new LogMessage.Options(true, true, false, -1, null, null);

  @TempDir Path directory;
  private final TalkingEngine engine = new TalkingEngine(5_000);
  private SoleLeader manager;
  private TlsIdentity identity;
  private Agent agent;

  @BeforeEach
  void begin() throws Exception {
    manager = new SoleLeader();
    manager.addNode("n1");
    identity = manager.identity("n1", CertificateRole.WORKER);
    agent = start();
  }

  @AfterEach
  void end() throws Exception {
    agent.close();
    manager.stop();
    engine.close();
  }

  @Test
  void tasksThatAreAssignedRunAndTheImageKnows() {
    for (int i = 0; i < 20; i++) {
      manager.assign("t" + i, "n1");
    }

    eventually(() -> runningTasks() == 20);
    assertThat(manager.nodeState("n1")).isEqualTo(NodeState.READY);
    assertThat(engine.list()).hasSize(20);
    assertThat(agent.times("t0").orElseThrow().reached()).containsKey(TaskState.RUNNING);
  }

  @Test
  void aTaskThatIsShutDownStopsAndItsContainerGoesWithTheTask() {
    manager.assign("t0", "n1");
    eventually(() -> manager.state("t0") == TaskState.RUNNING);

    manager.write(new Change.SetTaskDesired("t0", TaskState.SHUTDOWN));
    eventually(() -> manager.state("t0") == TaskState.SHUTDOWN);
    assertThat(engine.list()).hasSize(1);
    manager.write(new Change.RemoveTask("t0"));

    eventually(() -> engine.list().isEmpty());
  }

  @Test
  void aRestartedDaemonKeepsItsContainersAndStartsNoneTwice() throws Exception {
    for (int i = 0; i < 5; i++) {
      manager.assign("t" + i, "n1");
    }
    eventually(() -> runningTasks() == 5);
    List<LocalContainer> before = engine.list();

    agent.close();
    agent = start();
    manager.assign("t5", "n1");
    eventually(() -> runningTasks() == 6);

    assertThat(engine.list()).hasSize(6).containsAll(before);
    assertThat(engine.starts).hasValue(6);
    assertThat(manager.nodeState("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void aContainerThatDiesWhileTheDaemonIsAwayIsReportedWhenItIsBack() throws Exception {
    manager.assign("t0", "n1");
    eventually(() -> manager.state("t0") == TaskState.RUNNING);

    agent.close();
    engine.signal(engine.list().getFirst().id(), 9);
    agent = start();

    eventually(() -> manager.state("t0") == TaskState.FAILED);
    assertThat(manager.error("t0")).isEqualTo("task: non-zero exit (137)");
  }

  @Test
  void aNodeWhoseDaemonIsGoneIsDownAfterThreeSeconds() {
    eventually(() -> manager.nodeState("n1") == NodeState.READY);

    agent.closeForGood();

    eventually(() -> manager.nodeState("n1") == NodeState.DOWN);
  }

  @Test
  void aNodeStaysWithALeaderWhoseDispatcherIsBusyForSeconds() {
    eventually(() -> agent.hasSession());

    SoleLeader busy = manager;
    synchronized (busy) { // its writer waits, and with it the dispatcher
      busy.assign("t0", "n1");
      await()
          .during(Duration.ofMillis(4_500))
          .atMost(Duration.ofSeconds(20))
          .until(agent::hasSession);
    }

    eventually(() -> manager.state("t0") == TaskState.RUNNING);
    assertThat(manager.nodeState("n1")).isEqualTo(NodeState.READY);
  }

  @Test
  void aNodeThatLeavesIsDownAtOnceAndLeavesNothingBehind() throws Exception {
    manager.assign("t0", "n1");
    eventually(() -> manager.state("t0") == TaskState.RUNNING);

    long begin = System.nanoTime();
    agent.leave();
    eventually(() -> manager.nodeState("n1") == NodeState.DOWN);

    assertThat(System.nanoTime() - begin).isLessThan(2_500_000_000L);
    assertThat(engine.list()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void logsOfTasksComeInOrderAndWhole() throws Exception {
    manager.assign("t0", "n1");
    manager.assign("t1", "n1");
    eventually(() -> runningTasks() == 2);
    List<String> lines = new ArrayList<>();

    follow(List.of("t0"), lines);
    assertThat(lines).hasSize(5_000);
    assertThat(lines.getFirst()).startsWith("line 0 of");
    assertThat(lines.getLast()).startsWith("line 4999 of");
    lines.clear();
    follow(List.of("t0", "t1", "gone"), lines);
    assertThat(lines).hasSize(10_000);
  }

  @Test
  void logsOfANodeThatIsAwayAreMissedByNameAndTheOthersCome() throws Exception {
    manager.assign("t0", "n1");
    manager.assign("t1", "n2");
    eventually(() -> manager.state("t0") == TaskState.RUNNING);
    List<String> lines = new ArrayList<>();

    List<String> errors = follow(List.of("t0", "t1"), lines);

    assertThat(lines).hasSize(5_000);
    assertThat(errors).containsExactly("node n2 is not available");
  }

  @Test
  void anotherManagerFollowsLogsThroughTheLeaderAndAWorkerMayNot() throws Exception {
    manager.assign("t0", "n1");
    eventually(() -> manager.state("t0") == TaskState.RUNNING);
    List<String> lines = new ArrayList<>();

    ManagedChannel other =
        new ManagerChannels(manager.identity("m2", CertificateRole.MANAGER))
            .open(manager.address().addr());
    RemoteLogs.follow(other, List.of("t0"), ALL, message -> collect(message, lines));
    other.shutdownNow();
    ManagedChannel worker = new ManagerChannels(identity).open(manager.address().addr());

    assertThat(lines).hasSize(5_000);
    Assertions.assertThatThrownBy(
            () -> RemoteLogs.follow(worker, List.of("t0"), ALL, message -> true))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED));
    worker.shutdownNow();
  }

  private Agent start() throws Exception {
    NodeDescription description =
        new NodeDescription(
            "host1",
            NodeDescription.UNKNOWN.platform(),
            NodeDescription.UNKNOWN.resources(),
            NodeDescription.UNKNOWN.engine(),
            NodeDescription.UNKNOWN.tlsInfo());
    Agent started =
        Agent.start(
            new Agent.Setup(
                directory,
                "127.0.0.1",
                description,
                engine,
                NoDataPath.forSimulation(),
                identity,
                new SteadyClock(),
                cluster -> {}),
            fault -> {});
    started.managersKnown(List.of(manager.address()));
    return started;
  }

  private List<String> follow(List<String> taskIds, List<String> lines) throws Exception {
    List<String> errors = new ArrayList<>();
    manager.logs.follow(
        taskIds,
        ALL,
        message -> {
          if (message instanceof LogMessage.End end && end.error() != null) {
            errors.add(end.error());
          }
          return collect(message, lines);
        });
    return errors;
  }

  private static boolean collect(LogMessage message, List<String> lines) {
    if (message instanceof LogMessage.Chunk chunk) {
      chunk.lines().forEach(line -> lines.add(line.data().toText()));
    }
    return true;
  }

  private long runningTasks() {
    return manager.store.image().tasks().values().stream()
        .filter(task -> task.status().state() == TaskState.RUNNING)
        .count();
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(java.time.Duration.ofSeconds(20)).until(condition);
  }
}
