package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.facts.Pieces.INGRESS;
import static io.jswarm.manager.dispatch.facts.Pieces.network;
import static io.jswarm.manager.dispatch.facts.Pieces.node;
import static io.jswarm.manager.dispatch.facts.Pieces.service;
import static io.jswarm.manager.dispatch.facts.Pieces.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.FactBatch;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.Assignments;
import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NetworkFlowTest {
  @Test
  void aSessionBeginsWithAllFactsOfTheNodeBeforeItsTasks() {
    World world = threeNodes(running("t1", "n1", "net1"), running("t2", "n2", "net2"));
    world.open("s1", "n1");

    List<ManagerMessage> all = world.sent("s1", ManagerMessage.class);
    int lastOfNetworks = all.lastIndexOf(world.sent("s1", Networks.class).getLast());
    assertThat(all.indexOf(world.sent("s1", Assignments.class).getFirst()))
        .isGreaterThan(lastOfNetworks);
    assertThat(known(world, "s1"))
        .containsExactlyInAnyOrder(
            "peer/n1", "peer/n2", "peer/n3", "segment/net1", "front/web", "backend/t1");
  }

  @Test
  void onlyTheLastPartOfTheFirstIsComplete() {
    World world = threeNodes(running("t1", "n1", "net1"));
    world.open("s1", "n1");

    List<Networks> parts = world.sent("s1", Networks.class);
    assertThat(parts.getLast().complete()).isTrue();
    assertThat(parts.subList(0, parts.size() - 1)).noneMatch(Networks::complete);
    assertThat(parts.getFirst().sequence()).isEqualTo(1);
    assertThat(parts.getLast().sequence()).isEqualTo(parts.size());
  }

  @Test
  void aHugeSetComesInBatchesOfBoundedSize() {
    List<Change> changes = new ArrayList<>(List.of(base()));
    for (int i = 0; i < 2_500; i++) {
      changes.add(running("t%04d".formatted(i), "n2", INGRESS));
    }
    World world = World.leading(changes.toArray(Change[]::new));
    world.open("s1", "n1");

    assertThat(world.sent("s1", Networks.class))
        .allSatisfy(
            each -> assertThat(each.facts().size()).isLessThanOrEqualTo(FactBatch.FACTS_MAX));
    assertThat(known(world, "s1")).hasSize(3 + 2_500 + 1);
  }

  @Test
  void aNodeHearsOfTheTasksOfNetworksItHasTasksOnAndOfNoOthers() {
    World world = threeNodes(running("t1", "n1", "net1"), running("t2", "n2", "net2"));
    world.open("s1", "n1");
    world.open("s2", "n2");
    int before = world.sent("s2", Networks.class).size();

    world.change(running("t3", "n3", "net1"));

    assertThat(last(world, "s1").put()).extracting(NetworkFact::key).containsExactly("backend/t3");
    assertThat(world.sent("s2", Networks.class)).hasSize(before);
  }

  @Test
  void everyNodeHearsOfATaskThatIsPublished() {
    World world = threeNodes();
    world.open("s1", "n1");
    world.open("s2", "n2");

    world.change(running("t1", "n3", INGRESS));

    assertThat(last(world, "s1").put()).extracting(NetworkFact::key).containsExactly("backend/t1");
    assertThat(last(world, "s2")).isSameAs(last(world, "s1"));
  }

  @Test
  void aNodeThatGetsItsFirstTaskOnANetworkHearsOfTheNetworkBeforeTheTask() {
    World world = threeNodes(running("t1", "n1", "net1"));
    world.open("s2", "n2");
    assertThat(known(world, "s2")).noneMatch(key -> key.contains("net1"));

    world.change(new Change.PutTask(task("t2", "web", "n2", TaskState.ASSIGNED, "net1")));

    assertThat(known(world, "s2")).contains("segment/net1", "front/web", "backend/t1");
    List<ManagerMessage> all = world.sent("s2", ManagerMessage.class);
    assertThat(all.getLast()).isInstanceOf(Assignments.class);
  }

  @Test
  void aNodeWhoseLastTaskOnANetworkHasEndedForgetsTheNetwork() {
    World world = threeNodes(running("t1", "n1", "net1"), running("t2", "n2", "net1", INGRESS));
    world.open("s1", "n1");

    world.change(new Change.SetTaskStatus("t1", TaskStatus.of(TaskState.FAILED, World.START, "")));

    assertThat(known(world, "s1"))
        .containsExactlyInAnyOrder("peer/n1", "peer/n2", "peer/n3", "backend/t2", "front/web");
  }

  @Test
  void whatManyHearIsOneObjectWhateverElseEachHears() {
    World world = threeNodes(running("t1", "n1", "net1"), running("t2", "n2", "net2"));
    world.open("s1", "n1");
    world.open("s2", "n2");
    world.open("s3", "n3");

    world.change(running("t3", "n3", INGRESS));

    assertThat(last(world, "s2")).isSameAs(last(world, "s1"));
    assertThat(last(world, "s3")).isSameAs(last(world, "s1"));
  }

  @Test
  void whatFollowsSoonIsGatheredAndToldTogether() {
    World world = new World(Pause.MIN);
    world.image = threeNodes().image;
    world.give(new DispatchInput.Leading(world.image));
    world.open("s1", "n1");
    world.change(running("t1", "n3", INGRESS));
    int before = world.sent("s1", Networks.class).size();

    world.change(running("t2", "n3", INGRESS));
    world.change(running("t3", "n3", INGRESS));
    world.change(new Change.RemoveTask("t2"));
    assertThat(world.sent("s1", Networks.class)).hasSize(before);

    world.pass(Pause.MAX);
    assertThat(world.sent("s1", Networks.class)).hasSize(before + 1);
    assertThat(known(world, "s1"))
        .contains("backend/t1", "backend/t3")
        .doesNotContain("backend/t2");
  }

  @Test
  void nothingIsSaidOfNetworksWhenNothingOfThemChanges() {
    World world = threeNodes(running("t1", "n1", "net1"));
    world.open("s1", "n1");
    int before = world.sent("s1", Networks.class).size();

    world.change(new Change.PutTask(World.task("t9", "n1", TaskState.RUNNING)));

    assertThat(world.sent("s1", Networks.class)).hasSize(before);
  }

  @Test
  void anImageThatNobodyKnowsTheWayToIsToldAsADifference() {
    World world = threeNodes(running("t1", "n1", "net1"), running("t2", "n2", "net1"));
    world.open("s1", "n1");
    world.image =
        world.image.with(
            List.of(new Change.RemoveTask("t2"), running("t3", "n3", "net1")), World.START);

    world.give(new DispatchInput.ImageReplaced(world.image));

    assertThat(known(world, "s1"))
        .containsExactlyInAnyOrder(
            "peer/n1",
            "peer/n2",
            "peer/n3",
            "segment/net1",
            "front/web",
            "backend/t1",
            "backend/t3");
  }

  /** Keys of the facts that a session's messages leave a node with. */
  static Set<String> known(World world, String sessionId) {
    Set<String> keys = new TreeSet<>();
    for (Networks each : world.sent(sessionId, Networks.class)) {
      each.facts().put().forEach(fact -> keys.add(fact.key()));
      each.facts().removed().forEach(keys::remove);
    }
    return keys;
  }

  private static FactBatch last(World world, String sessionId) {
    return world.sent(sessionId, Networks.class).getLast().facts();
  }

  static World threeNodes(Change... more) {
    List<Change> changes = new ArrayList<>(List.of(base()));
    changes.addAll(List.of(more));
    return World.leading(changes.toArray(Change[]::new));
  }

  private static Change[] base() {
    return new Change[] {
      new Change.PutNode(node("n1", NodeState.READY)),
      new Change.PutNode(node("n2", NodeState.READY)),
      new Change.PutNode(node("n3", NodeState.READY)),
      new Change.PutNetwork(network("net1")),
      new Change.PutNetwork(network("net2")),
      new Change.PutNetwork(network(INGRESS)),
      new Change.PutService(service("web", "net1", INGRESS)),
    };
  }

  static Change running(String id, String nodeId, String... networks) {
    return new Change.PutTask(task(id, "web", nodeId, TaskState.RUNNING, networks));
  }
}
