package io.jswarm.manager.dispatch.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, following the changes leads where beginning anew from the image does. */
class FactBookSeedsTest {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<String> OVERLAYS = List.of("net1", "net2", "net3");
  private static final int ROUNDS = 120;
  private static final int NODES = 4;

  private final Map<String, NetworkFact> told = new TreeMap<>();

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void followingTheChangesSaysWhatTheImageSays(int seed) {
    Random random = new Random(seed);
    ClusterImage image = ClusterImage.EMPTY.with(others(seed % 2 == 0), AT);
    FactBook book = new FactBook(image);
    NodeTopics topics = new NodeTopics(image);
    book.facts(Topics.NODES).forEach(fact -> told.put(fact.key(), fact));
    for (int round = 0; round < ROUNDS; round++) {
      List<Change> changes = new ArrayList<>();
      IntStream.range(0, 1 + random.nextInt(4)).forEach(_ -> changes.add(any(random)));
      image = image.with(changes, AT);
      boolean lost = random.nextInt(10) == 0;
      (lost ? book.replace(image) : book.apply(changes, image)).forEach(this::follow);
      topics.apply(changes, image);

      compare(book, new FactBook(image));
      compare(topics, new NodeTopics(image));
    }
  }

  /** So many that a few more make it a large cluster, or none. */
  private static List<Change> others(boolean many) {
    return IntStream.range(0, many ? NodeTopics.ALL_KNOW_ALL_MAX - 1 : 0)
        .<Change>mapToObj(i -> new Change.PutNode(Pieces.node("other" + i, NodeState.READY)))
        .toList();
  }

  private void follow(FactChange change) {
    if (change.after() == null) {
      told.remove(change.key());
    } else {
      told.put(change.key(), change.after().fact());
    }
  }

  private void compare(FactBook book, FactBook anew) {
    Map<String, NetworkFact> all = new TreeMap<>();
    for (String topic : topics()) {
      List<NetworkFact> facts = anew.facts(topic);
      assertThat(book.facts(topic)).isEqualTo(facts).hasSize(book.size(topic));
      facts.forEach(fact -> all.put(fact.key(), fact));
    }
    assertThat(told).isEqualTo(all);
  }

  private static void compare(NodeTopics topics, NodeTopics anew) {
    for (String topic : topics()) {
      assertThat(List.copyOf(topics.hearing(List.of(topic))))
          .isEqualTo(List.copyOf(anew.hearing(List.of(topic))));
    }
    for (int node = 0; node < NODES; node++) {
      assertThat(topics.of("n" + node)).isEqualTo(anew.of("n" + node));
    }
  }

  private static List<String> topics() {
    List<String> topics =
        new ArrayList<>(List.of(Topics.NODES, Topics.BEARERS, NetworkFact.FABRIC));
    topics.addAll(OVERLAYS);
    IntStream.range(0, NODES).forEach(node -> topics.add(Topics.own("n" + node)));
    return topics;
  }

  private static Change any(Random random) {
    String node = "n" + random.nextInt(NODES);
    String service = "s" + random.nextInt(4);
    String task = "t" + random.nextInt(12);
    String network = OVERLAYS.get(random.nextInt(OVERLAYS.size()));
    NodeState state = random.nextBoolean() ? NodeState.READY : NodeState.DOWN;
    String prefix = "10.1." + random.nextInt(3) + ".0/28";
    String owner = random.nextInt(3) == 0 ? Block.VIPS : node;
    return switch (random.nextInt(18)) {
      case 0 -> new Change.PutNode(Pieces.node(node, state));
      case 1 -> new Change.RemoveNode(node);
      case 2 -> new Change.SetNodeStatus(node, Pieces.node(node, state).status());
      case 3 -> new Change.PutRevoked(node, AT.plusSeconds(9));
      case 4 -> new Change.PutNetwork(Pieces.network(network));
      case 5 -> new Change.RemoveNetwork(network);
      case 6 -> new Change.ExpireRevoked(AT.plusSeconds(10));
      case 7 -> new Change.PutService(Pieces.service(service, some(random)));
      case 8 -> new Change.RemoveService(service);
      case 9 -> new Change.SetTaskStatus(task, TaskStatus.of(taskState(random), AT, ""));
      case 10 -> new Change.SetTaskDesired(task, TaskState.SHUTDOWN);
      case 11 -> new Change.RemoveTask(task);
      case 12, 13 -> new Change.PutBlock(new Block(blocksOf(random), prefix, owner));
      case 14 -> new Change.RemoveBlock(blocksOf(random), prefix);
      default ->
          new Change.PutTask(Pieces.task(task, service, node, taskState(random), some(random)));
    };
  }

  private static String blocksOf(Random random) {
    return random.nextBoolean() ? NetworkFact.FABRIC : OVERLAYS.get(random.nextInt(2));
  }

  private static TaskState taskState(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> TaskState.ASSIGNED;
      case 1 -> TaskState.FAILED;
      default -> TaskState.RUNNING;
    };
  }

  private static String[] some(Random random) {
    List<String> all = new ArrayList<>(OVERLAYS);
    all.add(Pieces.INGRESS);
    all.add(NetworkFact.FABRIC);
    all.removeIf(_ -> random.nextInt(3) > 0);
    return all.toArray(String[]::new);
  }
}
