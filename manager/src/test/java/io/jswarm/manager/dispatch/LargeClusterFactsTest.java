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
import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.dispatch.facts.FactBook;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a node of a thousand has to know, and how many are told when one task changes: it follows
 * from the nodes that share a network, not from the size of the cluster or the tasks of others.
 */
class LargeClusterFactsTest {
  private static final int NODES = 1_000;

  @Test
  void waysGrowWithTheNodesThatShareANetworkAndNotWithTasks() {
    for (int sharing : List.of(10, 50, 200)) {
      for (int tasksPerNode : List.of(1, 20)) {
        Known known = Known.by("n0", image(sharing, tasksPerNode));
        System.out.printf(
            "%d nodes, %d share a network, %d tasks each: %s%n",
            NODES, sharing, tasksPerNode, known);
        assertThat(known).isEqualTo(new Known(sharing, 2 * sharing, sharing * tasksPerNode));
      }
    }
  }

  @Test
  void aPublishedServiceIsKnownEverywhereAndItsNodesKnowAll() {
    ClusterImage image = image(10, 1).with(published(5), World.START);

    assertThat(Known.by("n999", image)).isEqualTo(new Known(10 + 5, 20 + 5, 10 + 5));
    assertThat(Known.by("n0", image)).isEqualTo(new Known(NODES, NODES + 10, 10 + 5));
  }

  @Test
  void onlyThoseThatShareTheNetworkAreToldOfATask() {
    for (int sharing : List.of(10, 50, 200)) {
      World world = new World();
      world.image = image(sharing, 2);
      world.give(new DispatchInput.Leading(world.image));
      IntStream.range(0, NODES).forEach(i -> world.open("s" + i, "n" + i));
      long before = told(world);

      world.change(
          new Change.SetTaskStatus("n0-0", TaskStatus.of(TaskState.FAILED, World.START, "")));
      world.pass(Pause.MAX);

      long told = told(world) - before;
      System.out.printf(
          "%d nodes, %d share a network: %d messages for a task that ends%n", NODES, sharing, told);
      assertThat(told).isEqualTo(sharing);
    }
  }

  private static long told(World world) {
    return world.said.stream()
        .filter(effect ->
            effect instanceof DispatchEffect.Send(var _, var message)
                && message instanceof Networks)
        .count();
  }

  /** How much a node has been told: what it sends by, and whom it may call. */
  private record Known(int peers, int blocks, int backends) {
    static Known by(String nodeId, ClusterImage image) {
      FactBook book = new FactBook(image);
      Map<String, NetworkFact> facts = new TreeMap<>();
      for (String topic : new NodeTopics(image).of(nodeId)) {
        book.facts(topic).forEach(fact -> facts.put(fact.key(), fact));
      }
      return new Known(
          count(facts, NetworkFact.Peer.class),
          count(facts, NetworkFact.Block.class),
          count(facts, NetworkFact.Backend.class));
    }

    private static int count(Map<String, NetworkFact> facts, Class<?> type) {
      return (int) facts.values().stream().filter(type::isInstance).count();
    }
  }

  /** Nodes in groups that share a network each; every node has a block of it and of the fabric. */
  private static ClusterImage image(int sharing, int tasksPerNode) {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.PutNetwork(network(INGRESS)));
    for (int i = 0; i < NODES; i++) {
      String node = "n" + i;
      String net = "net" + i / sharing;
      changes.add(new Change.PutNode(node(node, NodeState.READY)));
      changes.add(new Change.PutNetwork(network(net)));
      changes.add(new Change.PutService(service("of-" + net, net)));
      changes.add(new Change.PutBlock(new Block(NetworkFact.FABRIC, prefix(100, i), node)));
      changes.add(new Change.PutBlock(new Block(net, prefix(10, i), node)));
      for (int t = 0; t < tasksPerNode; t++) {
        changes.add(
            new Change.PutTask(task(node + "-" + t, "of-" + net, node, TaskState.RUNNING, net)));
      }
    }
    return ClusterImage.EMPTY.with(changes, World.START);
  }

  private static String prefix(int first, int node) {
    return "%d.%d.%d.0/24".formatted(first, 64 + node / 256, node % 256);
  }

  private static List<Change> published(int nodes) {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.PutService(service("web", INGRESS)));
    for (int i = 0; i < nodes; i++) {
      changes.add(new Change.PutTask(task("web-" + i, "web", "n" + i, TaskState.RUNNING, INGRESS)));
    }
    return changes;
  }
}
