package io.jswarm.manager.dispatch.facts;

import static io.jswarm.manager.dispatch.facts.Pieces.INGRESS;
import static io.jswarm.manager.dispatch.facts.Pieces.network;
import static io.jswarm.manager.dispatch.facts.Pieces.node;
import static io.jswarm.manager.dispatch.facts.Pieces.service;
import static io.jswarm.manager.dispatch.facts.Pieces.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Defaults;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.NetworkFact.Backend;
import io.jswarm.api.rpc.NetworkFact.Endpoint;
import io.jswarm.api.rpc.NetworkFact.Front;
import io.jswarm.api.rpc.NetworkFact.Name;
import io.jswarm.api.rpc.NetworkFact.Peer;
import io.jswarm.api.rpc.NetworkFact.Segment;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactBookTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  private ClusterImage image = ClusterImage.EMPTY;
  private final FactBook book = new FactBook(image);

  @Test
  void aServiceAndItsTaskAreKnownOnTheirNetworksAndWhereTheyArePublished() {
    web();

    assertThat(book.facts(Topics.NODES)).containsExactly(new Peer("n1", "", "10.0.0.1", ""));
    Name name = new Name("net1", List.of("10.1.0.2"), List.of("www"));
    Front front =
        new Front("web", "web-name", List.of(name), service("web", INGRESS).endpoint().ports());
    Endpoint onOverlay = new Endpoint("net1", List.of("10.1.0.9"), List.of("www"));
    Endpoint onFabric = new Endpoint(NetworkFact.FABRIC, List.of("10.1.0.9"), List.of());
    Backend backend =
        new Backend("t1", "web", "n1", 1, "web-name.1.t1", false, List.of(onOverlay, onFabric));
    List<String> subnets = List.of("10.1.0.0/24");
    assertThat(book.facts("net1"))
        .containsExactly(
            new Segment(
                "net1",
                "net1-name",
                4097,
                subnets,
                List.of(),
                false,
                false,
                0,
                Defaults.DATA_PATH_PORT),
            front,
            backend);
    assertThat(book.facts(NetworkFact.FABRIC)).contains(front, backend);
    assertThat(book.size("net1")).isEqualTo(3);
  }

  @Test
  void blocksOfNodesAreFactsAndThoseOfVirtualAddressesPartOfTheNetwork() {
    web();
    List<FactChange> seen =
        change(
            new Change.PutBlock(new Block("net1", "10.1.0.16/28", "n1")),
            new Change.PutBlock(new Block("net1", "10.1.0.0/28", Block.VIPS)));

    assertThat(seen)
        .extracting(FactChange::key)
        .containsExactly("block/net1/10.1.0.16/28", "peer/n1", "segment/net1");
    assertThat(book.facts("net1"))
        .contains(new NetworkFact.Block("net1", "10.1.0.16/28", "n1"))
        .first()
        .extracting(fact -> ((Segment) fact).vips())
        .isEqualTo(List.of("10.1.0.0/28"));
  }

  @Test
  void aNodeWithAnAddressForContainersIsReachedThere() {
    Node node = node("n1", NodeState.READY);
    NodeDescription said =
        node.description().withDataPathAddr("192.168.7.1").withDataPathKey("key");
    change(new Change.PutNode(node.withDescription(said)));

    assertThat(book.facts(Topics.NODES)).containsExactly(new Peer("n1", "", "192.168.7.1", "key"));
  }

  @Test
  void aTaskThatOnlyReachesOutIsNoBackend() {
    change(
        new Change.PutNode(node("n1", NodeState.READY)),
        new Change.PutTask(task("t1", "s1", "n1", TaskState.RUNNING, NetworkFact.FABRIC)));

    assertThat(book.facts(NetworkFact.FABRIC)).isEmpty();
  }

  @Test
  void aTaskIsCalledOnlyWhileItRuns() {
    web();
    List<FactChange> ended =
        change(new Change.SetTaskStatus("t1", task("t1", "web", "n1", TaskState.FAILED).status()));

    assertThat(ended).extracting(FactChange::key).containsExactly("backend/t1", "peer/n1");
    assertThat(ended.getFirst().after()).isNull();
    assertThat(ended.getFirst().beginsDraining()).isFalse();
  }

  @Test
  void aTaskThatIsToStopDrainsUntilItHasStopped() {
    web();
    List<FactChange> asked = change(new Change.SetTaskDesired("t1", TaskState.SHUTDOWN));
    List<FactChange> askedMore = change(new Change.SetTaskDesired("t1", TaskState.REMOVE));

    assertThat(asked).singleElement().matches(FactChange::beginsDraining);
    assertThat(askedMore).isEmpty();
  }

  @Test
  void aTaskOfARemovedServiceIsStillKnownEverywhereUntilItHasStopped() {
    web();
    List<FactChange> removed =
        change(new Change.RemoveService("web"), new Change.SetTaskDesired("t1", TaskState.REMOVE));

    assertThat(removed).extracting(FactChange::key).containsExactly("front/web", "backend/t1");
    assertThat(removed.get(1).after())
        .extracting(PlacedFact::topics)
        .isEqualTo(List.of("net1", NetworkFact.FABRIC));
  }

  @Test
  void aServiceThatIsPublishedLaterIsPublishedWithTheTasksItHas() {
    change(
        new Change.PutNode(node("n1", NodeState.READY)),
        new Change.PutService(service("web")),
        new Change.PutTask(task("t1", "web", "n1", TaskState.RUNNING, NetworkFact.FABRIC)));
    List<FactChange> published = change(new Change.PutService(service("web", INGRESS)));

    assertThat(published)
        .extracting(FactChange::key)
        .containsExactly("front/web", "backend/t1", "peer/n1");
  }

  @Test
  void theTasksOfANodeThatIsDownAreCalledNoMoreAndAgainWhenItIsBack() {
    web();
    List<FactChange> down = change(status(NodeState.DOWN));
    List<FactChange> back = change(status(NodeState.READY));

    assertThat(down).extracting(FactChange::key).containsExactly("backend/t1");
    assertThat(down.getFirst().after()).isNull();
    assertThat(back).extracting(FactChange::key).containsExactly("backend/t1");
    assertThat(book.facts(Topics.NODES)).hasSize(1);
  }

  @Test
  void whereANodeIsConcernsWhoeverSharesANetworkWithItAndEverybodyWhenItHasPublishedTasks() {
    change(
        new Change.PutNode(node("n1", NodeState.READY)),
        new Change.PutBlock(new Block(NetworkFact.FABRIC, "100.64.0.0/24", "n1")));
    NetworkFact peer = new Peer("n1", "", "10.0.0.1", "");
    NetworkFact block = new NetworkFact.Block(NetworkFact.FABRIC, "100.64.0.0/24", "n1");
    assertThat(book.facts(Topics.own("n1"))).containsExactly(peer, block);
    assertThat(book.facts(Topics.BEARERS)).isEmpty();

    web();
    change(new Change.PutBlock(new Block("net1", "10.1.0.16/28", "n1")));
    assertThat(book.facts(Topics.BEARERS)).containsExactly(peer, block);
    assertThat(book.facts("net1")).contains(peer, block);

    change(new Change.SetTaskStatus("t1", task("t1", "web", "n1", TaskState.FAILED).status()));
    assertThat(book.facts(Topics.BEARERS)).isEmpty();
    assertThat(book.facts(Topics.NODES)).containsExactly(peer, block);
  }

  @Test
  void aNodeOfALargeClusterHearsWhereAllAreOnlyWhileAllMaySendToIt() {
    List<Change> nodes =
        IntStream.rangeClosed(1, NodeTopics.ALL_KNOW_ALL_MAX + 1)
            .<Change>mapToObj(i -> new Change.PutNode(node("n" + i, NodeState.READY)))
            .toList();
    change(nodes.toArray(Change[]::new));
    web();
    NodeTopics topics = new NodeTopics(image);

    assertThat(topics.of("n1")).containsExactly(NetworkFact.FABRIC, "net1", Topics.NODES);
    assertThat(topics.of("n2"))
        .containsExactly(Topics.own("n2"), Topics.BEARERS, NetworkFact.FABRIC);
    assertThat(topics.hearing(List.of(Topics.own("n2"), Topics.NODES))).containsExactly("n1", "n2");
    assertThat(topics.knowEachOther("n1", "n2")).isTrue();
    assertThat(topics.knowEachOther("n2", "n3")).isFalse();
    assertThat(topics.acquaintances(List.of("n1", "n2", "n3")))
        .isEqualTo(Map.of("n1", 2, "n2", 1, "n3", 1));

    List<Change> fewer = List.of(new Change.RemoveNode("n9"));
    image = image.with(fewer, AT);
    assertThat(topics.apply(fewer, image)).hasSize(NodeTopics.ALL_KNOW_ALL_MAX);
    assertThat(topics.of("n2")).containsExactly(NetworkFact.FABRIC, Topics.NODES);
    assertThat(topics.knowEachOther("n2", "n3")).isTrue();
    assertThat(topics.acquaintances(List.of("n2", "n3"))).isEqualTo(Map.of("n2", 1, "n3", 1));
  }

  @Test
  void whatTouchesNoNetworkChangesNoFact() {
    web();
    List<FactChange> seen =
        change(
            new Change.PutTask(task("t2", "web", "n1", TaskState.STARTING, "net1")),
            status(NodeState.READY),
            new Change.ExpireRequests(AT));

    assertThat(seen).isEmpty();
  }

  @Test
  void whatBelongsToSeveralTopicsIsKnownToWhoeverHearsOfOneOfThem() {
    web();
    assertThat(book.keysBeyond("net1", List.of(NetworkFact.FABRIC)))
        .containsExactly("segment/net1");
    assertThat(book.keysBeyond("net1", List.of(Topics.NODES)))
        .containsExactly("segment/net1", "front/web", "backend/t1");
  }

  /** A published service with one task, on one node and one overlay. */
  private void web() {
    change(
        new Change.PutNode(node("n1", NodeState.READY)),
        new Change.PutNetwork(network("net1")),
        new Change.PutNetwork(network(INGRESS)),
        new Change.PutService(service("web", "net1", INGRESS)),
        new Change.PutTask(task("t1", "web", "n1", TaskState.RUNNING, "net1", INGRESS)));
  }

  private static Change status(NodeState state) {
    return new Change.SetNodeStatus("n1", node("n1", state).status());
  }

  private List<FactChange> change(Change... changes) {
    image = image.with(List.of(changes), AT);
    return book.apply(List.of(changes), image);
  }
}
