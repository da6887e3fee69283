package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.global;
import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.job;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.bench.Fixtures.updating;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.Command.ToRebalance;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.RebalanceState;
import io.jswarm.api.model.RebalanceStatus;
import io.jswarm.api.model.RebalanceStatus.Stayed;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateState;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Running tasks move to emptier nodes, one after the other, and none is missing meanwhile. */
class RebalanceTest {
  @Test
  void aNodeThatJoinedGetsItsShareAndNoTaskIsMissingMeanwhile() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(6));
    bench.join("n3");
    assertThat(bench.wantedNodes(web)).containsExactly("n1", "n1", "n1", "n2", "n2", "n2");

    bench.submit(rebalance(web, 0));
    settle(bench, web, 6);

    assertThat(bench.wantedNodes(web)).containsExactly("n1", "n1", "n2", "n2", "n3", "n3");
    assertThat(status(bench, web).state()).isEqualTo(RebalanceState.COMPLETED);
    assertThat(status(bench, web).moves()).isEqualTo(2);
    assertThat(bench.wantedSlots(web)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void theTaskThatRunsIsToldToStopOnlyWhenTheNewOneRuns() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(2));
    bench.join("n2");

    bench.submit(rebalance(web, 0));

    Task next = next(bench, web);
    Task old = bench.task(next.relieves());
    assertThat(next.nodeId()).isEqualTo("n2");
    assertThat(next.desiredState()).isEqualTo(TaskState.RUNNING);
    bench.report(next, TaskState.STARTING);
    assertThat(bench.task(old.id()).desiredState()).isEqualTo(TaskState.RUNNING);
    bench.report(next, TaskState.RUNNING);
    assertThat(bench.task(old.id()).desiredState()).isEqualTo(TaskState.SHUTDOWN);
  }

  @Test
  void oneAtATimeOrAsManyAsAnUpdateWouldTake() {
    Bench bench = Bench.withNodes(1);
    Service slow = runs(bench, web(8));
    Service fast = runs(bench, web(8).withName("fast").withUpdateConfig(updating(3, "stop-first")));
    bench.join("n2");

    bench.submit(rebalance(slow, 0));
    bench.submit(rebalance(fast, 0));

    assertThat(relievers(bench, slow)).hasSize(1);
    assertThat(relievers(bench, fast)).hasSize(3);
  }

  @Test
  void noMoreMovesThanWereAskedFor() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(6));
    bench.join("n2");

    bench.submit(rebalance(web, 2));
    settle(bench, web, 6);

    assertThat(bench.wantedNodes(web)).containsExactly("n1", "n1", "n1", "n1", "n2", "n2");
    assertThat(status(bench, web).message()).isEqualTo("as many as were asked for");
  }

  @Test
  void aTaskWhoseSuccessorFailsStaysAndIsNotTriedAgain() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(2));
    bench.join("n2");
    bench.submit(rebalance(web, 0));
    for (int tries = 0; tries < 2; tries++) {
      bench.report(next(bench, web), TaskState.FAILED);
    }
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.running(web)).hasSize(2).allMatch(task -> task.nodeId().equals("n1"));
    assertThat(bench.wanted(web)).hasSize(2);
    assertThat(status(bench, web).stayed())
        .extracting(Stayed::reason)
        .containsExactly("it ended there", "it ended there");
  }

  @Test
  void aTaskWhoseSuccessorDoesNotRunInTimeStays() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(2));
    bench.join("n2");
    bench.submit(rebalance(web, 1));
    Task next = next(bench, web);
    bench.report(next, TaskState.PREPARING);

    bench.pass(Relief.STARTING_MAX);

    assertThat(bench.task(next.id()).desiredState()).isEqualTo(TaskState.SHUTDOWN);
    assertThat(bench.running(web)).hasSize(2);
  }

  @Test
  void whenTheOldNodeDiesTheNewTaskIsTheOneThatIsLeft() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(4));
    bench.join("n3");
    bench.submit(rebalance(web, 0));
    Task next = next(bench, web);

    bench.observe(bench.task(next.relieves()).nodeId(), NodeState.DOWN);
    bench.obey();

    assertThat(bench.wanted(web, next.slot()).id()).isEqualTo(next.id());
    assertThat(bench.running(web)).hasSize(4);
  }

  @Test
  void whenTheNewNodeDiesTheOldTaskGoesOn() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(2));
    bench.join("n2");
    bench.submit(rebalance(web, 0));
    Task next = next(bench, web);

    bench.observe("n2", NodeState.DOWN);
    bench.obey();

    assertThat(bench.wanted(web, next.slot()).id()).isEqualTo(next.relieves());
  }

  @Test
  void anUpdateEndsTheMovingAndReplacesBothTasks() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(4));
    bench.join("n2");
    bench.submit(rebalance(web, 0));

    bench.update(web, image(web(4), "busybox:2"));
    new Crew(bench, web).until(UpdateState.COMPLETED);
    bench.obey();

    assertThat(status(bench, web).state()).isEqualTo(RebalanceState.STOPPED);
    assertThat(status(bench, web).message()).isEqualTo("stopped: it is being updated");
    assertThat(bench.wanted(web)).hasSize(4);
    assertThat(bench.running(web)).allMatch(t -> Crew.imageOf(t).equals("busybox:2"));
  }

  @Test
  void aServiceThatShrinksMeanwhileHasNoTaskTooMany() {
    Bench bench = Bench.withNodes(1);
    Service web = runs(bench, web(6));
    bench.join("n2");
    bench.submit(rebalance(web, 0));

    bench.update(web, web(1));
    settle(bench, web, 1);

    assertThat(bench.wanted(web)).hasSize(1);
  }

  @Test
  void whatCannotBeMovedIsRefusedWithTheReason() {
    Bench bench = Bench.withNodes(1);
    Service each = bench.create(global().withName("each"));
    Service once = bench.create(restarting(web(1).withName("once"), "none", null, null, null));
    Service work = bench.create(job(1, 1).withName("work"));
    Service fenced = bench.create(task(web(1).withName("fenced"), t -> t.withFence(true)));

    assertThat(bench.refusal(rebalance(each, 0))).isEqualTo("service each has a task on each node");
    assertThat(bench.refusal(rebalance(once, 0)))
        .isEqualTo("service once has a restart policy by which no task is run again");
    assertThat(bench.refusal(rebalance(work, 0)))
        .isEqualTo("service work is a job: its tasks end by themselves");
    assertThat(bench.refusal(rebalance(fenced, 0)))
        .startsWith("service fenced is fenced: no two tasks of a slot may run at once");
    assertThat(bench.refusal(new Command.RebalanceServices(List.of())))
        .startsWith("name at least one service");
    assertThat(bench.refusal(new Command.CreateService(auto(global()), null)))
        .isEqualTo("only tasks of replicated services can be moved between nodes");
  }

  @Test
  void aServiceThatAsksForItMovesByItselfOnceThingsAreQuiet() {
    Bench bench = Bench.withNodes(1);
    Service auto = runs(bench, auto(web(4)));
    Service other = runs(bench, web(4).withName("other"));
    bench.pass(Duration.ofMinutes(1));
    bench.join("n2");

    bench.pass(Rebalancing.AUTO_AFTER.minusSeconds(1));
    assertThat(bench.wantedNodes(auto)).containsOnly("n1");
    bench.pass(Duration.ofSeconds(1));
    settle(bench, auto, 4);

    assertThat(bench.wantedNodes(auto)).containsExactly("n1", "n1", "n2", "n2");
    assertThat(status(bench, auto).auto()).isTrue();
    assertThat(bench.wantedNodes(other)).containsOnly("n1");
    int rounds = bench.rounds.size();
    bench.pass(Duration.ofHours(1));
    assertThat(bench.rounds).hasSize(rounds);
  }

  @Test
  void nothingMovesByItselfSoonAfterANodeWasLost() {
    Bench bench = Bench.withNodes(2);
    Service auto = runs(bench, auto(web(4)));
    bench.observe("n2", NodeState.DOWN);
    bench.obey();
    bench.join("n3");

    bench.pass(Duration.ofSeconds(50));
    assertThat(bench.wantedNodes(auto)).containsOnly("n1");
    bench.pass(Duration.ofSeconds(40));
    settle(bench, auto, 4);

    assertThat(bench.wantedNodes(auto)).containsExactly("n1", "n1", "n3", "n3");
  }

  @Test
  void theEndIsTheSameWheneverTheLeaderIsLost() {
    List<String> undisturbed = run(Integer.MAX_VALUE);
    int rounds = Integer.parseInt(undisturbed.getLast());
    assertThat(rounds).isGreaterThan(3);

    for (int round = 1; round <= rounds; round++) {
      List<String> end = run(round);
      assertThat(end.subList(0, end.size() - 1))
          .as("lost after %d", round)
          .isEqualTo(undisturbed.subList(0, undisturbed.size() - 1));
    }
  }

  private static List<String> run(int losesAfter) {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(6));
    bench.join("n3");
    int before = bench.rounds.size();
    if (losesAfter < Integer.MAX_VALUE) {
      bench.losesLeaderAfter = before + losesAfter;
    }
    bench.submit(rebalance(web, 0));
    settle(bench, web, 6);
    RebalanceStatus status = status(bench, web);
    return List.of(
        bench.wantedNodes(web).toString(),
        bench.wantedSlots(web).toString(),
        status.state() + " " + status.moves() + " " + status.stayed(),
        Integer.toString(bench.rounds.size() - before));
  }

  private static Service runs(Bench bench, ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }

  private static ServiceSpec auto(ServiceSpec spec) {
    return task(spec, t -> t.withPlacement(t.placementOrAnywhere().withRebalance(Placement.AUTO)));
  }

  private static Command rebalance(Service service, long movesMax) {
    return new Command.RebalanceServices(List.of(new ToRebalance(service.id(), movesMax)));
  }

  private static RebalanceStatus status(Bench bench, Service service) {
    return Bench.there("the status", bench.service(service.id()).rebalanceStatus());
  }

  private static List<Task> relievers(Bench bench, Service service) {
    return bench.wanted(service).stream().filter(task -> !task.relieves().isEmpty()).toList();
  }

  private static Task next(Bench bench, Service service) {
    return relievers(bench, service).getLast();
  }

  /** Workers take one step at a time until nothing moves, and so many tasks run all the time. */
  private static void settle(Bench bench, Service service, int running) {
    Crew crew = new Crew(bench, service);
    crew.until(() -> {
      assertThat(bench.running(service)).hasSizeGreaterThanOrEqualTo(running);
      RebalanceStatus status = bench.service(service.id()).rebalanceStatus();
      return status != null && status.state() != RebalanceState.MOVING;
    });
    bench.obey();
  }
}
