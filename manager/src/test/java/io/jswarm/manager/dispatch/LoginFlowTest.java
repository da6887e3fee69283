package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.RegistryAuth;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.model.Version;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.Login;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Credentials go to the nodes that pull with them, for as long as they have to. */
class LoginFlowTest {
  private static final Change NODE = World.node("n1", NodeState.READY);
  private static final RegistryAuth OLD = RegistryAuth.of("old");
  private static final RegistryAuth NEW = RegistryAuth.of("new");
  private static final ServiceSpec SPEC =
      ServiceSpec.of("web", TaskSpec.of(ContainerSpec.of("busybox")), ServiceMode.ofReplicas(2));

  /** What was written with round 5, and before it with round 3. */
  private static Change service(
      String id, @Nullable RegistryAuth auth, @Nullable RegistryAuth previous) {
    return new Change.PutService(
        Service.of(id, SPEC, World.START)
            .withPreviousSpec(SPEC)
            .withSpecVersion(new Version(5))
            .withPreviousSpecVersion(new Version(3))
            .withRegistryAuths(auth, previous));
  }

  private static Change task(String id, String serviceId, TaskState state, long specVersion) {
    Task plain = World.task(id, "n1", state);
    return new Change.PutTask(
        new Task(
            id,
            Version.ZERO,
            World.START,
            World.START,
            "",
            plain.labels(),
            plain.spec(),
            serviceId,
            1,
            "n1",
            plain.status(),
            TaskState.RUNNING,
            List.of(),
            List.of(),
            null,
            List.of(),
            new Version(specVersion),
            null,
            false,
            null,
            ""));
  }

  private static List<Login> logins(World world) {
    return world.sent("s1", Assignments.class).stream()
        .flatMap(each -> each.logins().stream())
        .toList();
  }

  @Test
  void eachComesOnceWithItsTasksAndAnOlderSpecHasItsOwn() {
    World world =
        World.leading(
            NODE,
            service("web", NEW, OLD),
            service("open", null, null),
            task("t1", "web", TaskState.ASSIGNED, 5),
            task("t2", "web", TaskState.PREPARING, 5),
            task("t3", "web", TaskState.ASSIGNED, 3),
            task("t4", "open", TaskState.ASSIGNED, 5));
    world.open("s1", "n1");
    assertThat(logins(world))
        .containsExactly(new Login(NEW, List.of("t1", "t2")), new Login(OLD, List.of("t3")));
    assertThat(world.sent("s1", Assignments.class).getFirst().tasks())
        .extracting(each -> each.task().id() + " " + each.withLogin())
        .containsExactly("t1 true", "t2 true", "t3 true", "t4 false");
  }

  @Test
  void tasksThatHaveTheirImageOrWantNoneGetNone() {
    World world =
        World.leading(
            NODE,
            service("web", NEW, OLD),
            task("t1", "web", TaskState.RUNNING, 5),
            task("t2", "web", TaskState.STARTING, 5),
            task("t3", "web", TaskState.FAILED, 5));
    world.open("s1", "n1");
    world.change(task("t4", "web", TaskState.RUNNING, 5));
    world.beat(Duration.ofSeconds(1), "s1");
    assertThat(logins(world)).isEmpty();
  }

  @Test
  void aTaskThatIsStoppedIsToldSoWithout() {
    World world =
        World.leading(NODE, service("web", NEW, null), task("t1", "web", TaskState.ASSIGNED, 5));
    world.open("s1", "n1");
    assertThat(logins(world)).hasSize(1);
    world.change(
        new Change.SetTaskStatus("t1", TaskStatus.of(TaskState.PREPARING, World.START, "x")));
    world.change(new Change.SetTaskDesired("t1", TaskState.SHUTDOWN));
    world.beat(Duration.ofSeconds(6), "s1");
    assertThat(logins(world)).hasSize(1);
  }

  @Test
  void aMessageHasOnlySoManyOfThem() {
    int services = 300;
    List<Change> changes = new ArrayList<>(List.of(NODE));
    for (int i = 0; i < services; i++) {
      String header = "%05d".formatted(i) + "x".repeat(RegistryAuth.MAX_LENGTH - 5);
      changes.add(service("s" + i, RegistryAuth.of(header), null));
      changes.add(task("t" + i, "s" + i, TaskState.ASSIGNED, 5));
    }
    World world = World.leading(changes.toArray(Change[]::new));
    world.open("s1", "n1");
    List<Assignments> messages = world.sent("s1", Assignments.class);
    assertThat(messages).hasSize(3);
    for (Assignments message : messages) {
      int chars = message.logins().stream().mapToInt(each -> each.auth().header().length()).sum();
      assertThat(chars).isLessThanOrEqualTo(AssignmentBatch.LOGIN_CHARS_MAX);
      assertThat(message.logins()).hasSameSizeAs(message.tasks());
    }
    assertThat(messages).extracting(Assignments::complete).containsExactly(false, false, true);
    assertThat(logins(world).stream().flatMap(each -> each.taskIds().stream()))
        .hasSize(services)
        .doesNotHaveDuplicates();
  }
}
