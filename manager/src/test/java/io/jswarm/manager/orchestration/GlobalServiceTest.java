package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.CORE;
import static io.jswarm.manager.bench.Fixtures.GIB;
import static io.jswarm.manager.bench.Fixtures.constrained;
import static io.jswarm.manager.bench.Fixtures.global;
import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.reserving;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static io.jswarm.manager.bench.Fixtures.updating;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalServiceTest {
  @Test
  void everyNodeGetsOneTaskInTheRoundThatMakesTheService() {
    Bench bench = Bench.withNodes(3);
    int before = bench.rounds.size();

    Service agent = bench.create(global());

    assertThat(bench.rounds).hasSize(before + 1);
    assertThat(bench.wantedNodes(agent)).containsExactly("n1", "n2", "n3");
    assertThat(bench.tasks(agent))
        .hasSize(3)
        .allSatisfy(task -> {
          assertThat(task.slot()).isZero();
          assertThat(task.status().state()).isEqualTo(TaskState.ASSIGNED);
          assertThat(task.desiredState()).isEqualTo(TaskState.RUNNING);
        });
  }

  @Test
  void aNodeThatJoinsGetsItsTask() {
    Bench bench = Bench.withNodes(1);
    Service agent = runs(bench, global());

    bench.join("n2");
    bench.obey();

    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactlyInAnyOrder("n1", "n2");
  }

  /** What becomes of a task on n1, and whether n1 has one again when all is as it was. */
  @ParameterizedTest
  @CsvSource({"drain, SHUTDOWN", "pause, RUNNING"})
  void availabilityDecidesWhetherATaskStays(String availability, TaskState becomes) {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, global());
    Task first = bench.wanted(agent, "n1");

    bench.available("n1", availability);
    bench.obey();

    assertThat(bench.task(first.id()).status().state()).isEqualTo(becomes);
    assertThat(bench.tasks(agent, t -> t.nodeId().equals("n2"))).hasSize(1);
    bench.available("n1", "active");
    bench.obey();
    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactlyInAnyOrder("n1", "n2");
    assertThat(bench.wanted(agent, "n1").id().equals(first.id()))
        .isEqualTo(becomes == TaskState.RUNNING);
  }

  @Test
  void aPausedNodeGetsNothingNewNotEvenForWhatFailedThere() {
    Bench bench = Bench.withNodes(2);
    bench.available("n1", "pause");
    Service agent = runs(bench, global());
    assertThat(bench.wantedNodes(agent)).containsExactly("n2");
    bench.available("n2", "pause");

    bench.report(bench.wanted(agent, "n2"), TaskState.FAILED);
    bench.pass(Duration.ofHours(1));

    assertThat(bench.wanted(agent)).isEmpty();
    bench.available("n2", "active");
    bench.obey();
    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactly("n2");
  }

  @Test
  void aDeadNodesTaskEndsAndComesBackWithTheNode() {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, global());
    Task lost = bench.wanted(agent, "n1");

    bench.observe("n1", NodeState.DOWN);
    assertThat(bench.task(lost.id()).desiredState()).isEqualTo(TaskState.SHUTDOWN);
    assertThat(bench.wantedNodes(agent)).containsExactly("n2");

    bench.observe("n1", NodeState.READY);
    Task next = bench.wanted(agent, "n1");
    assertThat(next.desiredState()).as("waits for the lost one").isEqualTo(TaskState.READY);
    bench.obey();
    assertThat(bench.running(agent)).hasSize(2);
    assertThat(bench.task(lost.id()).status().state()).isEqualTo(TaskState.SHUTDOWN);
  }

  @Test
  void nothingIsLeftOfARemovedNode() {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, global());

    bench.submit(new Command.RemoveNode("n1", true));

    assertThat(bench.tasks(agent)).extracting(Task::nodeId).containsExactly("n2");
  }

  @Test
  void labelsDecideWhichNodesHaveATask() {
    Bench bench = Bench.withNodes(3);
    bench.label("n1", Map.of("disk", "ssd"));
    Service agent = runs(bench, constrained(global(), "node.labels.disk == ssd"));
    assertThat(bench.wantedNodes(agent)).containsExactly("n1");

    bench.label("n2", Map.of("disk", "ssd"));
    bench.label("n1", Map.of());
    bench.obey();

    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactly("n2");
  }

  @Test
  void changedConstraintsEndTasksAtOnceAndStartOthers() {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, constrained(global(), "node.hostname == n1"));

    bench.update(agent, constrained(global(), "node.hostname == n2"));
    bench.obey();

    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactly("n2");
  }

  @Test
  void aTaskThatDoesNotFitItsNodeWaitsThereAndSaysWhy() {
    Bench bench = Bench.withNodes(2);
    Service big = runs(bench, reserving(constrained(web(1), "node.hostname == n1"), 3 * CORE, GIB));

    Service agent = runs(bench, reserving(global(), 2 * CORE, GIB).withName("agent"));

    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactly("n2");
    Task waits = bench.wanted(agent, "n1");
    assertThat(waits.status().state()).isEqualTo(TaskState.PENDING);
    assertThat(waits.status().err()).isEqualTo("insufficient resources on 1 node");
    bench.submit(new Command.RemoveService(big.id()));
    bench.obey();
    assertThat(bench.running(agent)).hasSize(2);
  }

  @Test
  void aTaskThatStopsIsReplacedWhereItWas() {
    Bench bench = Bench.withNodes(3);
    Service agent = runs(bench, restarting(global(), "any", Duration.ofSeconds(7), null, null));
    bench.report(bench.wanted(agent, "n2"), TaskState.FAILED);

    Task next = bench.wanted(agent, "n2");

    assertThat(next.desiredState()).isEqualTo(TaskState.READY);
    bench.pass(Duration.ofSeconds(7));
    bench.obey();
    assertThat(bench.running(agent)).hasSize(3).extracting(Task::id).contains(next.id());
  }

  @ParameterizedTest
  @CsvSource({
    "none, FAILED, 0",
    "on-failure, COMPLETE, 0",
    "on-failure, FAILED, 1",
    "any, COMPLETE, 1"
  })
  void theRestartPolicyHoldsForEachNode(String condition, TaskState end, int runsAgain) {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, restarting(global(), condition, null, null, null));
    bench.report(bench.wanted(agent, "n1"), end);
    bench.pass(Duration.ofHours(1));
    bench.join("n3"); // whoever looks at the service again finds it settled
    bench.obey();

    assertThat(bench.running(agent)).hasSize(2 + runsAgain);
  }

  @Test
  void attemptsAreCountedOnEachNode() {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, restarting(global(), "any", Duration.ZERO, 2L, null));
    for (int i = 0; i < 3; i++) {
      bench.report(bench.wanted(agent, "n1"), TaskState.FAILED);
      bench.obey();
    }
    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactly("n2");
    bench.report(bench.wanted(agent, "n2"), TaskState.FAILED);
    bench.obey();
    assertThat(bench.running(agent)).extracting(Task::nodeId).containsExactly("n2");
  }

  @Test
  void anUpdateRollsNodeByNodeStoppingFirst() {
    Bench bench = Bench.withNodes(3);
    Service agent = runs(bench, global().withUpdateConfig(updating(1, "stop-first")));

    bench.update(agent, image(agent.spec(), "busybox:2"));
    int together = 0;
    for (int i = 0; i < 20; i++) {
      together = Math.max(together, 3 - bench.running(agent).size());
      step(bench, agent);
    }

    assertThat(together).isOne();
    assertThat(bench.running(agent)).hasSize(3).allMatch(GlobalServiceTest::isNew);
  }

  @Test
  void startFirstKeepsTheOldTaskUntilTheNewOneRuns() {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, global().withUpdateConfig(updating(0, "start-first")));

    bench.update(agent, image(agent.spec(), "busybox:2"));

    assertThat(bench.running(agent)).hasSize(2);
    assertThat(bench.wanted(agent)).hasSize(4);
    bench.obey();
    assertThat(bench.running(agent)).hasSize(2).allMatch(GlobalServiceTest::isNew);
  }

  @Test
  void aPausedNodeKeepsTheOldSpecUntilItIsActive() {
    Bench bench = Bench.withNodes(2);
    Service agent = runs(bench, global());
    bench.available("n1", "pause");

    bench.update(agent, image(global(), "busybox:2"));
    bench.obey();
    bench.pass(Duration.ofMinutes(1));
    bench.obey();

    assertThat(isNew(bench.wanted(agent, "n1"))).isFalse();
    assertThat(isNew(bench.wanted(agent, "n2"))).isTrue();
    bench.available("n1", "active");
    bench.obey();
    assertThat(bench.running(agent)).hasSize(2).allMatch(GlobalServiceTest::isNew);
  }

  @Test
  void aNewLeaderFindsWhatNodesWereChangedBefore() {
    Bench bench = Bench.withNodes(3);
    Service agent = runs(bench, global());

    bench.leadAgain(2);
    bench.available("n1", "drain");
    bench.leadAgain(3);
    bench.join("n4");
    bench.obey();

    assertThat(bench.running(agent))
        .extracting(Task::nodeId)
        .containsExactlyInAnyOrder("n2", "n3", "n4");
  }

  @Test
  void removingTheServiceLeavesNothing() {
    Bench bench = Bench.withNodes(3);
    Service agent = runs(bench, global());
    bench.observe("n3", NodeState.DOWN);

    bench.submit(new Command.RemoveService(agent.id()));
    bench.obey();

    assertThat(bench.image.tasks()).isEmpty();
  }

  @Test
  void thousandsOfNodesGetTheirTasksInAsManyRoundsAsItTakes() {
    Bench bench = Bench.withNodes(3_000);

    Service agent = bench.create(global());
    bench.obey();

    assertThat(bench.running(agent)).hasSize(3_000);
    int before = bench.rounds.size();
    bench.join("last");
    List<Integer> changes =
        bench.rounds.subList(before, bench.rounds.size()).stream()
            .map(round -> round.changes().size())
            .toList();
    assertThat(bench.wanted(agent, "last").status().state()).isEqualTo(TaskState.ASSIGNED);
    assertThat(changes).as("one node is its own affair").allMatch(count -> count < 10);
  }

  private static boolean isNew(Task task) {
    return task.spec().containerSpec() != null
        && task.spec().containerSpec().image().equals("busybox:2");
  }

  /** The first worker that has something to do does one thing. */
  private static void step(Bench bench, Service service) {
    for (Task task : bench.tasks(service)) {
      boolean stops = task.isToStop() && task.status().state() == TaskState.RUNNING;
      boolean starts =
          task.desiredState() == TaskState.RUNNING && task.status().state() == TaskState.ASSIGNED;
      if (stops || starts) {
        bench.report(task, stops ? TaskState.SHUTDOWN : TaskState.RUNNING);
        return;
      }
    }
    bench.pass(Duration.ofSeconds(10));
  }

  private static Service runs(Bench bench, ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }
}
