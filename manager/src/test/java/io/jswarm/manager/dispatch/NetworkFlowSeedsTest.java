package io.jswarm.manager.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.manager.dispatch.facts.FactBook;
import io.jswarm.manager.dispatch.facts.NodeTopics;
import io.jswarm.manager.dispatch.facts.Pieces;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is gathered and whenever sessions begin, nodes end up with what the image says. */
class NetworkFlowSeedsTest {
  private static final int NODES = 4;
  private static final Duration PAUSE_PER_MESSAGE = Duration.ofMillis(30);

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySessionIsToldWhatTheImageSays(int seed) {
    Random random = new Random(seed);
    World world = new World(PAUSE_PER_MESSAGE);
    world.image = world.image.with(first(seed % 2 == 0), World.START);
    world.give(new DispatchInput.Leading(world.image));
    Map<String, String> sessions = new TreeMap<>();
    for (int step = 0; step < 200; step++) {
      String node = "n" + random.nextInt(NODES);
      if (random.nextInt(12) == 0) {
        sessions.put(node, "s" + step);
        world.open("s" + step, node);
      } else {
        world.change(some(random));
      }
      world.pass(Duration.ofMillis(random.nextInt(60)));
    }
    world.pass(Pause.MAX);
    FactBook book = new FactBook(world.image);
    NodeTopics topics = new NodeTopics(world.image);
    sessions.forEach((node, session) -> {
      if (world.core.hasSession(node) && world.closed(session).isEmpty()) {
        Map<String, NetworkFact> said = new TreeMap<>();
        topics
            .of(node)
            .forEach(topic -> book.facts(topic).forEach(fact -> said.put(fact.key(), fact)));
        assertThat(known(world, session)).isEqualTo(said);
      }
    });
  }

  private static Map<String, NetworkFact> known(World world, String session) {
    Map<String, NetworkFact> known = new TreeMap<>();
    for (Networks each : world.sent(session, Networks.class)) {
      each.facts().put().forEach(fact -> known.put(fact.key(), fact));
      each.facts().removed().forEach(known::remove);
    }
    return known;
  }

  private static List<Change> first(boolean large) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < (large ? NodeTopics.ALL_KNOW_ALL_MAX : 0); i++) {
      changes.add(new Change.PutNode(Pieces.node("other" + i, NodeState.READY)));
    }
    for (int i = 0; i < NODES; i++) {
      changes.add(new Change.PutNode(Pieces.node("n" + i, NodeState.READY)));
    }
    changes.add(new Change.PutNetwork(Pieces.network("net1")));
    changes.add(new Change.PutNetwork(Pieces.network("net2")));
    return changes;
  }

  private static Change[] some(Random random) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(_ -> any(random))
        .toArray(Change[]::new);
  }

  private static Change any(Random random) {
    String service = "s" + random.nextInt(3);
    String task = "t" + random.nextInt(10);
    return switch (random.nextInt(8)) {
      case 0 -> new Change.PutService(Pieces.service(service, networks(random)));
      case 1 -> new Change.RemoveService(service);
      case 2 -> new Change.SetTaskDesired(task, TaskState.SHUTDOWN);
      case 3 -> new Change.SetTaskStatus(task, TaskStatus.of(TaskState.FAILED, World.START, ""));
      case 4 -> new Change.RemoveTask(task);
      default ->
          new Change.PutTask(
              Pieces.task(
                  task,
                  service,
                  "n" + random.nextInt(NODES),
                  random.nextBoolean() ? TaskState.RUNNING : TaskState.ASSIGNED,
                  networks(random)));
    };
  }

  private static String[] networks(Random random) {
    List<String> all = new ArrayList<>(List.of("net1", "net2", Pieces.INGRESS));
    all.removeIf(_ -> random.nextBoolean());
    return all.toArray(String[]::new);
  }
}
