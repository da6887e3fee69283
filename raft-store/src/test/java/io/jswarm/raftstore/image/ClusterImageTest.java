package io.jswarm.raftstore.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClusterImageTest {
  private static final Instant LATER = Samples.NOON.plusSeconds(5);

  @Test
  void aRoundStampsWhatItPuts() {
    ClusterImage image = apply(ClusterImage.EMPTY, Samples.firstRound());
    Service web = service(image, "s1");
    assertThat(image.round()).isEqualTo(1);
    assertThat(image.at()).isEqualTo(Samples.NOON);
    assertThat(web.version()).isEqualTo(new Version(1));
    assertThat(web.specVersion()).isEqualTo(new Version(1));
    assertThat(web.createdAt()).isEqualTo(Samples.NOON);
  }

  @Test
  void puttingAgainKeepsTheTimeOfCreation() {
    ClusterImage first = apply(ClusterImage.EMPTY, Samples.firstRound());
    ClusterImage image =
        first.with(List.of(new Change.PutService(Samples.service("s1", "web", "nginx:2"))), LATER);
    Service web = service(image, "s1");
    assertThat(web.createdAt()).isEqualTo(Samples.NOON);
    assertThat(web.updatedAt()).isEqualTo(LATER);
    assertThat(web.version()).isEqualTo(new Version(2));
    assertThat(web.specVersion()).isEqualTo(new Version(2));
  }

  @Test
  void theSameSpecKeepsItsVersion() {
    ClusterImage first = apply(ClusterImage.EMPTY, Samples.firstRound());
    Service same = Samples.service("s1", "web", "nginx:1");
    ClusterImage image = first.with(List.of(new Change.PutService(same)), LATER);
    assertThat(service(image, "s1").version()).isEqualTo(new Version(2));
    assertThat(service(image, "s1").specVersion()).isEqualTo(new Version(1));
  }

  @Test
  void anotherNumberOfTasksIsNoOtherSpecWhenItFollowsTheLoad() {
    Service web = Samples.service("s1", "web", "nginx:1");
    ReplicatedService mode = new ReplicatedService(2L, new Autoscale(1, 9, 70, 0, null));
    ServiceSpec two = web.spec().withMode(new ServiceMode(mode, null, null, null));
    ServiceSpec five = two.withMode(two.mode().withReplicas(5));
    ClusterImage image =
        ClusterImage.EMPTY
            .with(List.of(new Change.PutService(web.withSpec(two))), LATER)
            .with(List.of(new Change.PutService(web.withSpec(five))), LATER);
    assertThat(service(image, "s1").spec()).isEqualTo(five);
    assertThat(service(image, "s1").version()).isEqualTo(new Version(2));
    assertThat(service(image, "s1").specVersion()).isEqualTo(new Version(1));
  }

  @Test
  void aRoundDecidedOnAnotherImageChangesNothing() {
    ClusterImage image = apply(ClusterImage.EMPTY, Samples.firstRound());
    assertThat(image.apply(Samples.firstRound())).isInstanceOf(Applied.Stale.class);
    assertThat(image.apply(new Round(2, 9, LATER, List.of()))).isInstanceOf(Applied.Stale.class);
  }

  @Test
  void timeNeverGoesBack() {
    ClusterImage image = apply(ClusterImage.EMPTY, Samples.firstRound());
    ClusterImage next = apply(image, new Round(1, 4, Samples.NOON.minusSeconds(99), List.of()));
    assertThat(next.at()).isEqualTo(Samples.NOON);
  }

  @Test
  void changesOfWhatIsNotThereDoNothing() {
    ClusterImage image =
        ClusterImage.EMPTY.with(
            List.of(
                new Change.SetTaskStatus("t", Samples.status(TaskState.RUNNING)),
                new Change.SetTaskDesired("t", TaskState.REMOVE),
                new Change.RemoveTask("t"),
                new Change.RemoveService("s"),
                new Change.SetNodeStatus("n", Samples.node("n", "h").status()),
                new Change.RemoveMember("n")),
            LATER);
    assertThat(image).isEqualTo(ClusterImage.EMPTY.with(List.of(), LATER));
  }

  @Test
  void tasksAreFoundByServiceAndByNode() {
    ClusterImage image = apply(ClusterImage.EMPTY, Samples.firstRound());
    assertThat(image.tasksOfService("s1")).extracting(Task::id).containsExactly("t1", "t2", "t4");
    assertThat(image.tasksOfNode("n1")).extracting(Task::id).containsExactly("t1", "t4");
    assertThat(image.tasksOfService("s2")).isEmpty();
    assertThat(image.servicesWithTasks()).containsExactly("s1");
  }

  @Test
  void tasksShareTheSpecOfTheirService() {
    ClusterImage image = apply(ClusterImage.EMPTY, Samples.firstRound());
    for (Task task : image.tasksOfService("s1")) {
      assertThat(task.spec()).isSameAs(service(image, "s1").spec().taskTemplate());
    }
  }

  @Test
  void aRenamedServiceIsFoundByItsNewNameOnly() {
    ClusterImage image =
        apply(ClusterImage.EMPTY, Samples.firstRound())
            .with(List.of(new Change.PutService(Samples.service("s1", "shop", "nginx:1"))), LATER);
    assertThat(image.serviceByName("web")).isNull();
    assertThat(Objects.requireNonNull(image.serviceByName("shop")).id()).isEqualTo("s1");
  }

  @Test
  void aDraftShowsEachChangeAtOnceAndEndsInTheSameImage() {
    Draft draft = Draft.on(ClusterImage.EMPTY, Samples.NOON);
    draft.add(new Change.PutService(Samples.service("s1", "web", "nginx:1")));
    assertThat(draft.image().serviceByName("web")).isNotNull();
    draft.add(new Change.RemoveService("s1"));
    assertThat(draft.image().serviceByName("web")).isNull();
    assertThat(apply(ClusterImage.EMPTY, draft.toRound(7))).isEqualTo(draft.image());
  }

  @Test
  void oldAnswersAreForgotten() {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.PutRequest(new RequestOutcome("new", LATER, bytes())));
    ClusterImage image =
        ClusterImage.EMPTY
            .with(
                List.of(new Change.PutRequest(new RequestOutcome("old", LATER, bytes()))),
                Samples.NOON)
            .with(changes, LATER)
            .with(List.of(new Change.ExpireRequests(LATER)), LATER);
    assertThat(image.requests().keySet()).containsExactly("new");
    assertThat(Objects.requireNonNull(image.request("new")).at()).isEqualTo(LATER);
  }

  private static io.jswarm.api.model.Bytes bytes() {
    return io.jswarm.api.model.Bytes.ofText("x");
  }

  private static Service service(ClusterImage image, String id) {
    return Objects.requireNonNull(image.service(id));
  }

  private static ClusterImage apply(ClusterImage to, Round round) {
    return switch (to.apply(round)) {
      case Applied.Next(var next) -> next;
      case Applied.Stale(var reason) -> throw new AssertionError(reason);
    };
  }
}
