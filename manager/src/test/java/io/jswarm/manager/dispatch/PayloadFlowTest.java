package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.ConfigReference;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.FileTarget;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.SecretReference;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.PayloadData;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PayloadFlowTest {
  private static final Change NODE = World.node("n1", NodeState.READY);
  private static final Change OTHER = World.node("n2", NodeState.READY);

  private static Change secret(String id) {
    return new Change.PutSecret(
        new Secret(
            id,
            Version.ZERO,
            World.START,
            World.START,
            new SecretSpec("name of " + id, Map.of(), Bytes.ofText("data of " + id), null, null)));
  }

  private static Change config(String id, int bytes) {
    return new Change.PutConfig(
        new Config(
            id,
            Version.ZERO,
            World.START,
            World.START,
            new ConfigSpec("name of " + id, Map.of(), Bytes.of(new byte[bytes]), null)));
  }

  /** A task that needs secrets x... and configs c... */
  private static Task task(String id, String nodeId, TaskState state, String... payloads) {
    FileTarget file = new FileTarget("file", "0", "0", 0444);
    ContainerSpec container =
        ContainerSpec.of("busybox")
            .withPayloads(
                Stream.of(payloads)
                    .filter(each -> each.startsWith("x"))
                    .map(each -> new SecretReference(file, each, "name of " + each))
                    .toList(),
                Stream.of(payloads)
                    .filter(each -> each.startsWith("c"))
                    .map(each -> new ConfigReference(file, null, each, "name of " + each))
                    .toList());
    return World.task(id, nodeId, state).withSpec(TaskSpec.of(container));
  }

  private static Change put(Task task) {
    return new Change.PutTask(task);
  }

  /** What the node has in the end, and the order of what it heard. */
  private static List<String> known(World world, String session) {
    List<String> known = new ArrayList<>();
    for (Assignments message : world.sent(session, Assignments.class)) {
      message.payloads().forEach(each -> known.add(each.id()));
      message.dropped().forEach(key -> known.remove(key.substring(key.indexOf('/') + 1)));
    }
    return known;
  }

  @Test
  void aNodeIsGivenWhatItsTasksNeedBeforeItHearsOfThem() {
    World world =
        World.leading(
            NODE,
            OTHER,
            secret("x1"),
            secret("x2"),
            config("c1", 10),
            put(task("t1", "n1", TaskState.ASSIGNED, "x1", "c1")),
            put(task("t2", "n2", TaskState.ASSIGNED, "x2")));
    world.open("s1", "n1");

    List<Assignments> messages = world.sent("s1", Assignments.class);
    assertThat(messages).hasSize(2);
    assertThat(messages.getFirst().payloads())
        .extracting(PayloadData::id)
        .containsExactly("c1", "x1");
    assertThat(messages.getFirst().complete()).isFalse();
    assertThat(messages.getLast().tasks()).hasSize(1);
    assertThat(messages.getLast().complete()).isTrue();
    assertThat(messages).extracting(Assignments::sequence).containsExactly(1L, 2L);
  }

  @Test
  void itIsGivenOnceHoweverManyTasksNeedItAndTakenAwayWithTheLast() {
    World world = World.leading(NODE, secret("x1"));
    world.open("s1", "n1");
    world.change(put(task("t1", "n1", TaskState.ASSIGNED, "x1")));
    world.change(put(task("t2", "n1", TaskState.ASSIGNED, "x1")));
    world.beat(Duration.ofSeconds(1), "s1");
    assertThat(known(world, "s1")).containsExactly("x1");

    world.change(new Change.SetTaskDesired("t1", TaskState.SHUTDOWN));
    world.beat(Duration.ofSeconds(6), "s1");
    assertThat(known(world, "s1")).containsExactly("x1");
    world.change(
        new Change.SetTaskStatus("t2", TaskStatus.of(TaskState.FAILED, World.START, "started")));
    world.beat(Duration.ofSeconds(1), "s1");
    assertThat(known(world, "s1")).isEmpty();

    world.change(put(task("t3", "n1", TaskState.ASSIGNED, "x1")));
    world.beat(Duration.ofSeconds(1), "s1");
    assertThat(known(world, "s1")).containsExactly("x1");
    world.change(new Change.RemoveTask("t3"));
    world.beat(Duration.ofSeconds(1), "s1");
    assertThat(known(world, "s1")).isEmpty();
  }

  @Test
  void whatHasEndedOrIsToStopNeedsNothing() {
    Task stops = task("t1", "n1", TaskState.RUNNING, "x1").withDesiredState(TaskState.SHUTDOWN);
    World world =
        World.leading(
            NODE, secret("x1"), put(stops), put(task("t2", "n1", TaskState.FAILED, "x1")));
    world.open("s1", "n1");
    assertThat(known(world, "s1")).isEmpty();
  }

  @Test
  void aNewSessionIsGivenEverythingAnew() {
    World world = World.leading(NODE, secret("x1"), put(task("t1", "n1", TaskState.RUNNING, "x1")));
    world.open("s1", "n1");
    world.open("s2", "n1");
    assertThat(known(world, "s2")).containsExactly("x1");
  }

  @Test
  void manyLargePayloadsGoInSeveralMessages() {
    List<Change> changes = new ArrayList<>(List.of(NODE));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ids.add("c" + i);
      changes.add(config("c" + i, 1_000_000));
    }
    changes.add(put(task("t1", "n1", TaskState.ASSIGNED, ids.toArray(String[]::new))));
    World world = World.leading(changes.toArray(Change[]::new));
    world.open("s1", "n1");

    assertThat(known(world, "s1")).isEqualTo(ids);
    for (Assignments message : world.sent("s1", Assignments.class)) {
      assertThat(message.payloads().stream().mapToInt(each -> each.data().size()).sum())
          .isLessThanOrEqualTo(PayloadFeed.BATCH_BYTES_MAX);
    }
    assertThat(world.sent("s1", Assignments.class).getLast().tasks()).hasSize(1);
  }

  @Test
  void aPayloadThatIsGoneIsNotGiven() {
    World world = World.leading(NODE, put(task("t1", "n1", TaskState.ASSIGNED, "x1")));
    world.open("s1", "n1");
    assertThat(known(world, "s1")).isEmpty();
    assertThat(world.sent("s1", Assignments.class).getLast().tasks()).hasSize(1);
  }
}
