package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.CORE;
import static io.jswarm.manager.bench.Fixtures.GIB;
import static io.jswarm.manager.bench.Fixtures.constrained;
import static io.jswarm.manager.bench.Fixtures.description;
import static io.jswarm.manager.bench.Fixtures.reserving;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.writer.WriterInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NodeChangesTest {
  @Test
  void tasksOfADeadNodeAreReplacedAtOnceElsewhere() {
    Bench bench = Bench.withNodes(3);
    Service web = runs(bench, restartingAfterFiveSeconds(6));

    bench.observe("n1", NodeState.DOWN);

    assertThat(bench.wanted(web)).hasSize(6).noneMatch(task -> task.nodeId().equals("n1"));
    assertThat(bench.wanted(web)).allMatch(task -> task.desiredState() == TaskState.RUNNING);
    assertThat(bench.image.tasksOfNode("n1"))
        .allMatch(task -> task.desiredState() == TaskState.SHUTDOWN);
  }

  @Test
  void aNodeThatComesBackGivesUpWhatWasReplaced() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(4));
    bench.observe("n1", NodeState.DOWN);
    bench.obey();

    bench.observe("n1", NodeState.READY);
    bench.obey();

    assertThat(bench.running(web)).hasSize(4).allMatch(task -> task.nodeId().equals("n2"));
    assertThat(bench.image.tasksOfNode("n1"))
        .allMatch(task -> task.status().state() == TaskState.SHUTDOWN);
  }

  @Test
  void aDrainedNodesTasksStopBeforeTheirReplacementsStart() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, restartingAfterFiveSeconds(2));
    Task leaving = onNode(bench, web, "n1");

    bench.submit(availability(bench, "n1", "drain"));

    Task next = bench.wanted(web, leaving.slot());
    assertThat(bench.task(leaving.id()).desiredState()).isEqualTo(TaskState.SHUTDOWN);
    assertThat(next.nodeId()).isEqualTo("n2");
    assertThat(next.desiredState()).isEqualTo(TaskState.READY);

    bench.report(leaving, TaskState.SHUTDOWN);
    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aTaskThatDoesNotStopHoldsItsReplacementForAMinuteOnly() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(1));
    Task stubborn = bench.wanted(web, 1);
    bench.submit(availability(bench, stubborn.nodeId(), "drain"));
    Task next = bench.wanted(web, 1);

    bench.pass(Duration.ofSeconds(59));
    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.READY);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aReplacementWhoseNodeDiesStillWaitsForTheTaskThatStops() {
    Bench bench = Bench.withNodes(3);
    Service web = runs(bench, web(1));
    Task leaving = bench.wanted(web, 1);
    bench.submit(availability(bench, leaving.nodeId(), "drain"));

    bench.observe(bench.wanted(web, 1).nodeId(), NodeState.DOWN);

    assertThat(bench.wanted(web, 1).desiredState()).isEqualTo(TaskState.READY);
    bench.report(leaving, TaskState.SHUTDOWN);
    assertThat(bench.wanted(web, 1).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aPausedNodeKeepsItsTasksAndGetsNoNewOnes() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(2));

    bench.submit(availability(bench, "n1", "pause"));
    bench.update(web, web(6));
    bench.obey();

    assertThat(bench.running(web)).filteredOn(t -> t.nodeId().equals("n1")).hasSize(1);
    assertThat(bench.running(web)).filteredOn(t -> t.nodeId().equals("n2")).hasSize(5);
  }

  @Test
  void withoutANodeTasksWaitAndSayWhy() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(2));

    bench.observe("n1", NodeState.DOWN);

    assertThat(bench.wanted(web))
        .allSatisfy(task -> {
          assertThat(task.status().state()).isEqualTo(TaskState.PENDING);
          assertThat(task.status().err())
              .isEqualTo("no suitable node (1 node not available for new tasks)");
        });
    bench.join("n2");
    bench.obey();
    assertThat(bench.running(web)).hasSize(2).allMatch(task -> task.status().err().isEmpty());
  }

  @Test
  void aRunOnceTaskIsNotRunAgainWhenItsNodeDies() {
    Bench bench = Bench.withNodes(2);
    Service once = runs(bench, restarting(web(1), "none", null, null, null));

    bench.observe(bench.wanted(once, 1).nodeId(), NodeState.DOWN);
    bench.pass(Duration.ofHours(1));

    assertThat(bench.wanted(once)).isEmpty();
    assertThat(bench.tasks(once)).hasSize(1);
  }

  @Test
  void tasksOfARemovedNodeAreGivenUpAndReplaced() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(2));
    Task lost = onNode(bench, web, "n1");

    bench.submit(new Command.RemoveNode("n1", true));

    assertThat(bench.task(lost.id()).status().state()).isEqualTo(TaskState.ORPHANED);
    assertThat(bench.wanted(web, lost.slot()).nodeId()).isEqualTo("n2");
  }

  @Test
  void changedLabelsMoveTasksWhoseConstraintsTheyBreak() {
    Bench bench = Bench.withNodes(2);
    bench.submit(labels(bench, "n1", Map.of("disk", "ssd")));
    Service fast = runs(bench, constrained(web(2), "node.labels.disk == ssd"));
    assertThat(bench.running(fast)).allMatch(task -> task.nodeId().equals("n1"));
    List<Task> before = bench.running(fast);

    bench.submit(labels(bench, "n2", Map.of("disk", "ssd")));
    bench.submit(labels(bench, "n1", Map.of()));

    for (Task task : before) {
      assertThat(bench.task(task.id()).desiredState()).isEqualTo(TaskState.SHUTDOWN);
      assertThat(bench.task(task.id()).status().state()).isEqualTo(TaskState.RUNNING);
      assertThat(bench.wanted(fast, task.slot()).desiredState()).isEqualTo(TaskState.READY);
    }
    bench.pass(Duration.ofSeconds(1));
    bench.obey();
    assertThat(bench.running(fast)).hasSize(2).allMatch(task -> task.nodeId().equals("n2"));
  }

  @Test
  void constraintsAreTheServicesPresentOnes() {
    Bench bench = Bench.withNodes(2);
    bench.submit(labels(bench, "n1", Map.of("disk", "ssd")));
    Service web = runs(bench, constrained(web(1), "node.labels.disk == ssd"));
    Task task = bench.wanted(web, 1);
    bench.update(web, constrained(web(1), "node.hostname == n1")); // fits: nothing restarts
    assertThat(bench.wanted(web, 1).id()).isEqualTo(task.id());

    bench.submit(labels(bench, "n1", Map.of()));

    assertThat(bench.wanted(web, 1).id()).isEqualTo(task.id());
  }

  @Test
  void aNodeThatShrankIsAskedToStopTheYoungestThatNoLongerFit() {
    Bench bench = Bench.withNodes(1);
    Service first = runs(bench, reserving(web(2), CORE, GIB));
    bench.pass(Duration.ofSeconds(5));
    Service second = runs(bench, reserving(web(2), CORE, GIB).withName("second"));

    bench.offer(
        new WriterInput.Observation(
            "n1",
            new NodeStatus(NodeState.READY, "", "10.0.0.9"),
            description("n1", 3 * CORE, 8 * GIB)));

    assertThat(bench.running(first)).hasSize(2);
    assertThat(bench.running(second)).hasSize(1);
    assertThat(bench.tasks(second, t -> t.desiredState() == TaskState.SHUTDOWN)).hasSize(1);
  }

  @Test
  void aFullClusterKeepsTasksWaitingUntilThereIsRoom() {
    Bench bench = Bench.withNodes(1);
    Service big = runs(bench, reserving(web(6), CORE, GIB));
    assertThat(bench.running(big)).hasSize(4);
    assertThat(bench.tasks(big, t -> t.status().state() == TaskState.PENDING))
        .hasSize(2)
        .allMatch(
            t -> t.status().err().equals("no suitable node (insufficient resources on 1 node)"));

    bench.report(bench.running(big).getFirst(), TaskState.FAILED);
    bench.pass(Duration.ofMinutes(1));
    bench.obey();

    assertThat(bench.running(big)).hasSize(4);
  }

  @Test
  void manyTasksThatFitNowhereSayWhyInRoundsThatFitTheLog() {
    Bench bench = Bench.withNodes(1);
    Service none = bench.create(constrained(web(5_000), "node.hostname == nowhere"));
    assertThat(bench.tasks(none))
        .hasSize(5_000)
        .allMatch(t ->
            t.status()
                .err()
                .equals("no suitable node (scheduling constraints not satisfied on 1 node)"));
    bench.pass(Duration.ofHours(1));
  }

  @Test
  void manyWaitingTasksArePlacedWhenANodeComes() {
    Bench bench = Bench.leading();
    Service web = bench.create(web(5_000));

    bench.join("n1");

    assertThat(bench.tasks(web)).allMatch(t -> t.status().state() == TaskState.ASSIGNED);
  }

  private static Service runs(Bench bench, io.jswarm.api.model.ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }

  private static io.jswarm.api.model.ServiceSpec restartingAfterFiveSeconds(long replicas) {
    return restarting(web(replicas), "any", Duration.ofSeconds(5), null, null);
  }

  private static Task onNode(Bench bench, Service service, String nodeId) {
    return bench.wanted(service).stream()
        .filter(task -> task.nodeId().equals(nodeId))
        .findFirst()
        .orElseThrow();
  }

  private static Command availability(Bench bench, String nodeId, String availability) {
    return update(bench, nodeId, spec -> spec.withAvailability(availability));
  }

  private static Command labels(Bench bench, String nodeId, Map<String, String> labels) {
    return update(bench, nodeId, spec -> spec.withLabels(labels));
  }

  private static Command update(Bench bench, String nodeId, UnaryOperator<NodeSpec> change) {
    Node node = Bench.there(nodeId, bench.image.node(nodeId));
    return new Command.UpdateNode(nodeId, node.version().index(), change.apply(node.spec()));
  }
}
