package io.jswarm.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Autoscale;
import io.jswarm.api.model.ReplicatedService;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Workload;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Load that is followed by a whole cluster: nodes are asked, the leader decides, tasks come. */
class AutoscaleScenarioTest extends Scene {
  private static final Autoscale HALF_A_CORE = new Autoscale(1, 6, 50, 0, Duration.ofSeconds(20));

  @Test
  void aServiceGetsAsManyTasksAsItsLoadCallsFor() {
    follow(1_600);
    world.until("it has four", () -> replicas() == 4 && running("web").size() == 4);
    world.pass(Duration.ofMinutes(2));
    assertThat(replicas()).isEqualTo(4);

    setLoad(400);
    world.until("it has one", () -> replicas() == 1);
  }

  @Test
  void aNewLeaderGoesOnWithIt() {
    follow(1_600);
    world.pass(Duration.ofSeconds(12));
    world.managers().kill(leader().id);
    world.until("another leads", () -> world.leader() != null);
    world.until("it has four", () -> replicas() == 4 && running("web").size() == 4);
  }

  @Test
  void nodesThatAreCutOffMakeNothingOfTheirTasks() {
    follow(1_600);
    world.until("it has four", () -> replicas() == 4 && running("web").size() == 4);
    String away = running("web").getFirst().nodeId();
    loseForGood(away);
    world.pass(Duration.ofMinutes(3));

    assertThat(replicas()).isEqualTo(4);
    assertThat(runningReachable("web")).isEqualTo(4);
  }

  private void follow(int load) {
    users.create(leader(), spec(load));
    world.until("it runs", () -> running("web").size() == 1);
  }

  private static ServiceSpec spec(int load) {
    ReplicatedService mode = new ReplicatedService(1L, HALF_A_CORE);
    return Users.spec("web", "steady", 1)
        .withLabels(Map.of(Loads.LABEL, Integer.toString(load)))
        .withMode(new ServiceMode(mode, null, null, null));
  }

  private void setLoad(int load) {
    Service web = service("web");
    users.submit(
        leader(),
        new Command.UpdateService(
            web.id(),
            web.version().index(),
            web.spec().withLabels(Map.of(Loads.LABEL, Integer.toString(load))),
            null));
  }

  private int replicas() {
    return service("web").spec().workload() instanceof Workload.Replicated(int replicas)
        ? replicas
        : -1;
  }
}
