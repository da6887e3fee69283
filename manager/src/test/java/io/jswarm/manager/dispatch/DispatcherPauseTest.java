package io.jswarm.manager.dispatch;

import static io.jswarm.manager.dispatch.World.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nodes that say their daemon ends, and are expected back. */
class DispatcherPauseTest {
  private static final NodeStatus PAUSING =
      new NodeStatus(NodeState.READY, NodeStatus.PAUSING, "10.0.0.1");

  /** Three heartbeat periods of silence, after the pause. */
  private static final Duration PATIENCE = NodeWatch.PAUSE_MAX.plusSeconds(3);

  @Test
  void theNodeStaysReadyForThePauseAndIsDownAfterIt() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");

    world.hear("s1", new WorkerMessage.Pausing());

    assertThat(world.status("n1")).isEqualTo(PAUSING);
    assertThat(world.closed("s1")).containsExactly("the daemon of the node ends");
    assertThat(world.core.hasSession("n1")).as("it gets no new tasks").isFalse();
    world.pass(PATIENCE.minusMillis(100));
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    world.pass(Duration.ofMillis(200));
    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void theSessionEndsOnlyOnceThePauseIsKept() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");
    world.writerObeys = false;

    world.hear("s1", new WorkerMessage.Pausing());
    world.hear("s1", new WorkerMessage.Condition("the disk is full"));
    assertThat(world.closed("s1")).isEmpty();
    world.change(new Change.SetNodeStatus("n1", PAUSING));

    assertThat(world.closed("s1")).hasSize(1);
  }

  @Test
  void aNodeThatIsBackIsWatchedAsBefore() {
    World world = World.leading(node("n1", NodeState.READY));
    world.open("s1", "n1");
    world.hear("s1", new WorkerMessage.Pausing());
    world.pass(Duration.ofSeconds(20));

    world.open("s2", "n1");

    assertThat(world.status("n1").message()).isEmpty();
    world.pass(Duration.ofMillis(3_100));
    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
  }

  @Test
  void theNextLeaderAllowsThePauseToo() {
    World world =
        World.takingOver(
            node("n1", NodeState.READY),
            node("n2", NodeState.READY),
            new Change.SetNodeStatus("n1", PAUSING));
    world.open("s2", "n2");

    world.beat(PATIENCE.minusMillis(100), "s2");
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
    world.beat(Duration.ofMillis(200), "s2");
    assertThat(world.state("n1")).isEqualTo(NodeState.DOWN);
    assertThat(world.state("n2")).isEqualTo(NodeState.READY);
  }

  @Test
  void nodesThatPauseDoNotMakeAnotherLookLikeOneOfMany() {
    World world =
        World.leading(
            node("n1", NodeState.READY), node("n2", NodeState.READY), node("n3", NodeState.READY));
    for (int i = 1; i <= 3; i++) {
      world.open("s" + i, "n" + i);
    }
    world.hear("s1", new WorkerMessage.Pausing());
    world.hear("s2", new WorkerMessage.Pausing());

    world.pass(Duration.ofMillis(3_100));

    assertThat(world.state("n3")).isEqualTo(NodeState.DOWN);
    assertThat(world.state("n1")).isEqualTo(NodeState.READY);
  }
}
