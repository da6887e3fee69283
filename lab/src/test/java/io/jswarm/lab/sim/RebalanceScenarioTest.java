package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.RebalanceState;
import io.jswarm.api.model.RebalanceStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tasks move to a node that is back, whoever leads, and none is missing meanwhile. */
class RebalanceScenarioTest extends Scene {
  private static final Duration AUTO_WITHIN = Duration.ofMinutes(3);

  @Test
  void tasksMoveThroughChangesOfLeadersAndNoneIsMissing() {
    available("w4", "drain");
    deploy("web", "steady", 8);
    available("w4", "active");
    assertThat(counts("web")).doesNotContainKey("w4");

    Command begin =
        new Command.RebalanceServices(List.of(new Command.ToRebalance(service("web").id(), 0)));
    users.submit(leader(), begin);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 20; j++) {
        world.pass(Duration.ofMillis(40));
        assertThat(running("web")).hasSizeGreaterThanOrEqualTo(8);
      }
      world.logs().deposeLeader();
    }

    world.within(Duration.ofMinutes(1), "it is done", () -> isAtRest("web"));
    world.until("all is well", () -> Convergence.missing(world).isEmpty());
    assertThat(counts("web").values()).containsExactly(2, 2, 2, 2);
  }

  @Test
  void aServiceThatAsksForItIsEvenAgainAfterANodeWasLostAndCameBack() {
    ServiceSpec spec = Users.spec("web", "steady", 8);
    Placement auto = Placement.ANYWHERE.withRebalance(Placement.AUTO);
    deploy(spec.withTaskTemplate(spec.taskTemplate().withPlacement(auto)));
    loseForGood("w2");
    world.within(
        Duration.ofSeconds(20), "w2's run elsewhere", () -> !counts("web").containsKey("w2"));
    world.heal();

    world.within(
        AUTO_WITHIN,
        "it is even",
        () -> counts("web").equals(Map.of("w1", 2, "w2", 2, "w3", 2, "w4", 2)));
    world.until("all is well", () -> Convergence.missing(world).isEmpty());
  }

  private void available(String nodeId, String availability) {
    Node node = world.image().node(nodeId);
    if (node == null) {
      throw new AssertionError("no " + nodeId);
    }
    users.submit(
        leader(),
        new Command.UpdateNode(
            nodeId, node.version().index(), node.spec().withAvailability(availability)));
    world.until(
        nodeId + " is to " + availability,
        () -> {
          Node now = world.image().node(nodeId);
          return now != null && now.spec().availability().equals(availability);
        });
  }

  private boolean isAtRest(String name) {
    Service service = service(name);
    RebalanceStatus status = service.rebalanceStatus();
    return status != null && status.state() != RebalanceState.MOVING;
  }

  private Map<String, Integer> counts(String name) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Task task : running(name)) {
      counts.merge(task.nodeId(), 1, Integer::sum);
    }
    return counts;
  }
}
