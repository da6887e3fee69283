package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.World.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NetworkPath;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.PathState;
import io.jswarm.api.rpc.WorkerMessage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownPathsTest {
  @Test
  void whatANodeFindsOfItsWaysIsWrittenWhenItChangesAndNotWithEachHeartbeat() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s1", "n1");
    world.open("s2", "n2");

    world.hear("s1", new WorkerMessage.Paths(broken("n1", "n2")));
    assertThat(world.status("n1").dataPath()).isEqualTo(broken("n1", "n2"));
    long written = written(world);
    world.hear("s1", new WorkerMessage.Paths(broken("n1", "n2")));
    world.hear("s1", new WorkerMessage.Heartbeat(1));
    assertThat(written(world)).isEqualTo(written);

    world.hear("s1", new WorkerMessage.Paths(broken("n1")));
    assertThat(world.status("n1").dataPath()).isEqualTo(broken("n1"));
  }

  @Test
  void aWayToANodeThatIsNotReadyIsNotBrokenUntilTheNodeIsBack() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s1", "n1");
    world.open("s2", "n2");
    world.hear("s1", new WorkerMessage.Paths(broken("n1", "n2")));

    world.hear("s2", new WorkerMessage.Leaving());
    world.hear("s1", new WorkerMessage.Heartbeat(1));
    assertThat(world.status("n1").dataPath()).isEqualTo(broken("n1"));

    world.open("s3", "n2");
    world.hear("s1", new WorkerMessage.Heartbeat(2));
    assertThat(world.status("n1").dataPath()).isEqualTo(broken("n1", "n2"));
  }

  @Test
  void aNodeSpeaksOfItsOwnWaysOnlyAndOfNoMoreThanAreKept() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s1", "n1");
    world.open("s2", "n2");
    String[] often = new String[DataPathStatus.BROKEN_MAX + 5];
    Arrays.fill(often, "n2");

    world.hear("s1", new WorkerMessage.Paths(broken("n1", often)));
    assertThat(brokenOf(world)).hasSize(DataPathStatus.BROKEN_MAX);
    world.hear("s1", new WorkerMessage.Paths(broken("n3", "n2")));
    assertThat(brokenOf(world)).isEmpty();
  }

  @Test
  void aNewSessionChangesNothingOfWhatIsKnownOfANodesWays() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    world.open("s2", "n2");
    world.open("s1", "n1");
    world.hear("s1", new WorkerMessage.Paths(broken("n1", "n2")));
    long written = written(world);

    world.give(new DispatchInput.Closed("s1"));
    world.open("s4", "n1");
    world.hear("s4", new WorkerMessage.Paths(broken("n1", "n2")));
    assertThat(written(world)).isEqualTo(written);
  }

  @Test
  void aNodeThatIsNotToldWhereAnotherIsNeedNotAnswerIt() {
    World world = World.leading(node("n1", NodeState.READY), node("n2", NodeState.READY));
    DataPathStatus said = broken("n1", "n2");
    assertThat(KnownPaths.judged("n1", said, world.image, (_, _) -> true)).isEqualTo(said);
    assertThat(KnownPaths.judged("n1", said, world.image, (_, _) -> false)).isEqualTo(broken("n1"));
  }

  private static List<NetworkPath> brokenOf(World world) {
    DataPathStatus status = world.status("n1").dataPath();
    return status == null ? List.of() : status.broken();
  }

  private static long written(World world) {
    return world.said.stream().filter(DispatchEffect.ObserveNode.class::isInstance).count();
  }

  private static DataPathStatus broken(String from, String... to) {
    List<NetworkPath> paths =
        Arrays.stream(to)
            .map(each -> new NetworkPath("", from, each, PathState.TUNNEL, 0, 0, World.START))
            .toList();
    return new DataPathStatus(World.START, paths, 0);
  }
}
