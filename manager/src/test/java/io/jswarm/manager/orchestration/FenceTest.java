package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.bench.Fixtures.updating;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.writer.WriterInput;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FenceTest {
  @Test
  void aFencedTaskOnADeadNodeIsReplacedOnlyOnceItMustHaveStopped() {
    Bench bench = Bench.withNodes(2);
    Service db = runs(bench, fenced(1));
    Task lost = bench.wanted(db, 1);

    bench.observe(lost.nodeId(), NodeState.DOWN);
    bench.pass(Duration.ofMinutes(5));

    Task next = bench.wanted(db, 1);
    assertThat(next.nodeId()).isNotEqualTo(lost.nodeId());
    assertThat(next.desiredState()).isEqualTo(TaskState.READY);

    fence(bench, lost.nodeId());
    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aServiceThatIsNotFencedIsReplacedAtOnce() {
    Bench bench = Bench.withNodes(2);
    Service db = runs(bench, web(1));
    Task lost = bench.wanted(db, 1);

    bench.observe(lost.nodeId(), NodeState.DOWN);

    assertThat(bench.wanted(db, 1).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aFencedTaskThatDoesNotStopIsWaitedForWithoutEnd() {
    Bench bench = Bench.withNodes(2);
    Service db = runs(bench, fenced(1));
    Task stubborn = bench.wanted(db, 1);

    drain(bench, stubborn.nodeId());
    bench.pass(Duration.ofHours(1));
    Task next = bench.wanted(db, 1);
    assertThat(next.desiredState()).isEqualTo(TaskState.READY);

    bench.report(stubborn, TaskState.SHUTDOWN);
    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void scalingToNothingAndBackDoesNotForgetWhatMayStillRun() {
    Bench bench = Bench.withNodes(2);
    Service db = runs(bench, fenced(1));
    Task lost = bench.wanted(db, 1);
    bench.observe(lost.nodeId(), NodeState.DOWN);

    bench.update(db, fenced(0));
    bench.obey();
    bench.update(db, fenced(1));

    assertThat(bench.image.task(lost.id())).isNotNull();
    assertThat(bench.wanted(db, 1).desiredState()).isEqualTo(TaskState.READY);

    fence(bench, lost.nodeId());
    assertThat(bench.wanted(db, 1).desiredState()).isEqualTo(TaskState.RUNNING);
    assertThat(bench.image.task(lost.id())).isNull();
  }

  @Test
  void aNodeIsNotRemovedWhileFencedTasksMayRunThere() {
    Bench bench = Bench.withNodes(2);
    Service db = runs(bench, fenced(1));
    String nodeId = bench.wanted(db, 1).nodeId();

    assertThat(bench.refusal(new Command.RemoveNode(nodeId, true))).contains("fenced");
    bench.observe(nodeId, NodeState.DOWN);
    assertThat(bench.refusal(new Command.RemoveNode(nodeId, true))).contains("fenced");

    fence(bench, nodeId);
    bench.submit(new Command.RemoveNode(nodeId, false));
    assertThat(bench.image.node(nodeId)).isNull();
  }

  @Test
  void aFencedServiceCannotStartTheNewTaskFirst() {
    Bench bench = Bench.withNodes(1);

    ServiceSpec spec = fenced(1).withUpdateConfig(updating(1, "start-first"));

    assertThat(bench.refusal(new Command.CreateService(spec, null))).contains("stop-first");
  }

  @Test
  void tasksOfANodeThatWasDownForADayAreGivenUp() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(2));
    bench.observe("n1", NodeState.DOWN);
    Task lost = bench.tasks(web, each -> each.nodeId().equals("n1")).getFirst();

    bench.pass(Duration.ofHours(23));
    bench.leadAgain(2);
    assertThat(bench.task(lost.id()).status().state()).isEqualTo(TaskState.RUNNING);

    bench.pass(Duration.ofMinutes(61));
    assertThat(bench.task(lost.id()).status().state()).isEqualTo(TaskState.ORPHANED);
  }

  @Test
  void aNodeKnowsSinceWhenItIsDown() {
    Bench bench = Bench.withNodes(1);
    bench.pass(Duration.ofMinutes(1));
    bench.observe("n1", NodeState.DOWN);
    Node down = Bench.there("n1", bench.image.node("n1"));
    assertThat(down.downSince()).isBetween(bench.now, bench.now.plusMillis(1));

    bench.pass(Duration.ofMinutes(1));
    fence(bench, "n1");
    assertThat(Bench.there("n1", bench.image.node("n1")).downSince()).isEqualTo(down.downSince());

    bench.observe("n1", NodeState.READY);
    assertThat(Bench.there("n1", bench.image.node("n1")).downSince()).isNull();
  }

  private static ServiceSpec fenced(int replicas) {
    return task(web(replicas), spec -> spec.withFence(true));
  }

  private static Service runs(Bench bench, ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }

  /** The dispatcher says that what fences itself has stopped there. */
  private static void fence(Bench bench, String nodeId) {
    NodeStatus status = Bench.there(nodeId, bench.image.node(nodeId)).status();
    bench.offer(new WriterInput.Observation(nodeId, status.withFenced(true), null));
  }

  private static void drain(Bench bench, String nodeId) {
    Node node = Bench.there(nodeId, bench.image.node(nodeId));
    bench.submit(
        new Command.UpdateNode(
            nodeId, node.version().index(), node.spec().withAvailability("drain")));
  }
}
