package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.constrained;
import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.restarting;
import static io.jswarm.manager.bench.Fixtures.task;
import static io.jswarm.manager.bench.Fixtures.updating;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.ServiceMode;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.UpdateConfig;
import io.jswarm.api.model.UpdateState;
import io.jswarm.api.model.UpdateStatus;
import io.jswarm.manager.bench.Bench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollOutTest {
  @ParameterizedTest
  @CsvSource({
    "1, stop-first",
    "2, stop-first",
    "3, stop-first",
    "1, start-first",
    "4, start-first"
  })
  void neverMoreSlotsInFluxThanAllowedAndAllInTheEnd(int parallelism, String order) {
    Bench bench = Bench.withNodes(3);
    ServiceSpec spec = web(7).withUpdateConfig(updating(parallelism, order));
    Service web = runs(bench, spec);

    bench.update(web, image(spec, "busybox:2"));
    int steps = 0;
    while (bench.tasks(web, t -> isNew(t) && t.status().state() == TaskState.RUNNING).size() < 7) {
      List<Task> inFlux =
          bench.tasks(web, t -> isNew(t) && t.status().state() != TaskState.RUNNING);
      assertThat(inFlux).hasSizeBetween(1, parallelism);
      assertThat(state(bench, web)).isEqualTo(UpdateState.UPDATING);
      stepWorkers(bench, web);
      assertThat(++steps).isLessThan(100);
    }
    bench.obey();

    assertThat(bench.running(web)).hasSize(7).allMatch(RollOutTest::isNew);
    assertThat(state(bench, web)).isEqualTo(UpdateState.COMPLETED);
    assertThat(status(bench, web).message()).isEqualTo("update completed");
  }

  @Test
  void parallelismZeroIsAllAtOnce() {
    Bench bench = Bench.withNodes(3);
    ServiceSpec spec = web(9).withUpdateConfig(updating(0, "stop-first"));
    Service web = runs(bench, spec);

    bench.update(web, image(spec, "busybox:2"));

    assertThat(bench.wanted(web)).hasSize(9).allMatch(RollOutTest::isNew);
  }

  @Test
  void stopFirstNeverHasMoreThanTheReplicas() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(3));
    bench.update(web, image(web(3), "busybox:2"));
    Task next = bench.wanted(web).stream().filter(RollOutTest::isNew).findFirst().orElseThrow();

    assertThat(next.desiredState()).as("waits for the old one").isEqualTo(TaskState.READY);
    assertThat(bench.running(web)).hasSize(2);
  }

  @Test
  void startFirstKeepsTheOldOneUntilTheNewOneRuns() {
    Bench bench = Bench.withNodes(2);
    ServiceSpec spec = web(2).withUpdateConfig(updating(1, "start-first"));
    Service web = runs(bench, spec);

    bench.update(web, image(spec, "busybox:2"));
    assertThat(bench.running(web)).hasSize(2).noneMatch(RollOutTest::isNew);
    Task next = bench.wanted(web).stream().filter(RollOutTest::isNew).findFirst().orElseThrow();
    assertThat(next.desiredState()).isEqualTo(TaskState.RUNNING);

    bench.report(next, TaskState.RUNNING);
    assertThat(bench.tasks(web, t -> t.slot() == next.slot() && t.id().compareTo(next.id()) < 0))
        .allMatch(old -> old.desiredState() == TaskState.SHUTDOWN);
  }

  @Test
  void startFirstOfAnImageThatFailsKeepsTheOldTasksAndWaitsBetweenTries() {
    Bench bench = Bench.withNodes(2);
    ServiceSpec spec = web(2).withUpdateConfig(updating(1, "start-first"));
    Service web = runs(bench, spec);
    bench.update(web, image(spec, "broken"));

    for (int i = 0; i < 4; i++) {
      Task attempt =
          bench.wanted(web).stream().filter(RollOutTest::isNew).findFirst().orElseThrow();
      bench.report(attempt, TaskState.REJECTED);
      Task again = bench.wanted(web).stream().filter(RollOutTest::isNew).findFirst().orElseThrow();
      assertThat(again.desiredState()).as("try %d waits", i + 2).isEqualTo(TaskState.READY);
      assertThat(bench.running(web)).hasSize(2).noneMatch(RollOutTest::isNew);
      bench.pass(Duration.ofSeconds(30));
    }
  }

  @Test
  void startFirstStopsTryingWhenAttemptsAreUsedUp() {
    Bench bench = Bench.withNodes(2);
    ServiceSpec spec =
        restarting(web(2), "any", Duration.ZERO, 2L, null)
            .withUpdateConfig(updating(1, "start-first"));
    Service web = runs(bench, spec);
    bench.update(web, image(spec, "broken"));

    int tries = 0;
    List<Task> attempts = bench.tasks(web, t -> isNew(t) && !t.status().state().isTerminal());
    while (!attempts.isEmpty()) {
      tries++;
      assertThat(tries).isLessThan(20);
      bench.report(attempts.getFirst(), TaskState.REJECTED);
      bench.pass(Duration.ofSeconds(1));
      attempts = bench.tasks(web, t -> isNew(t) && !t.status().state().isTerminal());
    }

    assertThat(tries).isEqualTo(3);
    assertThat(bench.running(web)).hasSize(2).noneMatch(RollOutTest::isNew);
  }

  @Test
  void aNewSpecSupersedesARunningRollOut() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(4));
    bench.update(web, image(web(4), "busybox:2"));
    stepWorkers(bench, web);

    bench.update(web, image(web(4), "busybox:3"));
    bench.obey();
    bench.pass(UpdateConfig.DEFAULT.monitorOrDefault().plusMillis(1));

    assertThat(bench.running(web)).hasSize(4).allMatch(t -> imageOf(t).equals("busybox:3"));
    assertThat(state(bench, web)).isEqualTo(UpdateState.COMPLETED);
  }

  @Test
  void aSpecThatSupersedesAStartFirstRollOutNeverLeavesThreeTasksInASlot() {
    Bench bench = Bench.withNodes(2);
    ServiceSpec spec = web(2).withUpdateConfig(updating(0, "start-first"));
    Service web = runs(bench, spec);
    bench.update(web, image(spec, "busybox:2"));

    bench.update(web, image(spec, "busybox:3"));

    for (int slot = 1; slot <= 2; slot++) {
      int number = slot;
      List<Task> wanted = bench.wanted(web).stream().filter(task -> task.slot() == number).toList();
      assertThat(wanted)
          .extracting(RollOutTest::imageOf)
          .containsExactlyInAnyOrder("busybox", "busybox:3");
    }
    bench.obey();
    assertThat(bench.running(web)).hasSize(2).allMatch(t -> imageOf(t).equals("busybox:3"));
  }

  @Test
  void aStartFirstRollOutThatIsCalledOffLeavesOneTaskInEachSlotWhateverNodeDies() {
    Bench bench = Bench.withNodes(3);
    ServiceSpec spec = web(3).withUpdateConfig(updating(0, "start-first"));
    Service web = runs(bench, spec);
    List<Task> before = bench.running(web);
    bench.update(web, image(spec, "busybox:2"));
    bench.logIsSlow = true;
    bench.offerCommand("x", new Command.RemoveService("nope"));
    long version = bench.service(web.id()).version().index();
    bench.observe("n1", NodeState.DOWN); // waits, and shares a round with the rollback
    bench.offerCommand("back", new Command.RollbackService(web.id(), version));
    bench.commit();
    bench.commit();

    bench.logIsSlow = false;
    bench.obey();

    assertThat(bench.wanted(web)).hasSize(3).noneMatch(RollOutTest::isNew);
    assertThat(bench.wanted(web))
        .containsAll(before.stream().filter(t -> !t.nodeId().equals("n1")).toList());
  }

  @Test
  void scalingDuringARollOutKeepsItsParallelism() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(4));
    ServiceSpec next = image(web(4), "busybox:2");
    bench.update(web, next);

    bench.update(web, next.withMode(ServiceMode.ofReplicas(6)));

    List<Task> replaced =
        bench.tasks(web, t -> isNew(t) && t.slot() <= 4 && !t.status().state().isTerminal());
    assertThat(replaced).hasSize(1);
    bench.obey();
    assertThat(bench.running(web)).hasSize(6).allMatch(RollOutTest::isNew);
  }

  @Test
  void rollingBackBringsBackTheFormerSpec() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(3));
    bench.update(web, image(web(3), "busybox:2"));
    bench.obey();

    long version = bench.service(web.id()).version().index();
    bench.submit(new Command.RollbackService(web.id(), version));
    assertThat(state(bench, web)).isEqualTo(UpdateState.ROLLBACK_STARTED);
    bench.obey();
    bench.pass(UpdateConfig.DEFAULT.monitorOrDefault().plusMillis(1));

    assertThat(bench.running(web)).hasSize(3).noneMatch(RollOutTest::isNew);
    assertThat(state(bench, web)).isEqualTo(UpdateState.ROLLBACK_COMPLETED);
    assertThat(status(bench, web).message()).isEqualTo("rollback completed");
    assertThat(bench.service(web.id()).spec()).isEqualTo(web(3));
  }

  @Test
  void rollingBackMidWayRestartsOnlyWhatWasReplaced() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(4));
    bench.update(web, image(web(4), "busybox:2"));
    List<Task> untouched = bench.running(web);

    long version = bench.service(web.id()).version().index();
    bench.submit(new Command.RollbackService(web.id(), version));
    bench.obey();

    assertThat(bench.running(web)).hasSize(4).containsAll(untouched);
  }

  @Test
  void changedServiceLabelsOrUpdateConfigRestartNothing() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(3));
    List<Task> before = bench.running(web);

    bench.update(web, web(3).withLabels(Map.of("team", "a")));
    bench.update(web, web(3).withUpdateConfig(updating(3, "start-first")));
    bench.obey();

    assertThat(bench.running(web)).isEqualTo(before);
    assertThat(bench.service(web.id()).updateStatus()).isNull();
  }

  @Test
  void aPlacementThatStillFitsRestartsNothing() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(2));
    List<Task> before = bench.running(web);

    bench.update(web, constrained(web(2), "node.hostname != elsewhere"));
    bench.obey();

    assertThat(bench.running(web)).isEqualTo(before);
  }

  @Test
  void aPlacementThatFitsNoMoreMovesOnlyThoseItMust() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(2));
    Task stays = bench.running(web).stream().filter(onNode("n2")).findFirst().orElseThrow();

    bench.update(web, constrained(web(2), "node.hostname == n2"));
    bench.obey();

    assertThat(bench.running(web)).hasSize(2).contains(stays).allMatch(onNode("n2"));
  }

  @Test
  void forcingRestartsEverything() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(2));
    List<Task> before = bench.running(web);

    bench.update(web, task(web(2), t -> t.withForceUpdate(1)));
    bench.obey();

    assertThat(bench.running(web)).hasSize(2).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aNewLeaderGoesOnWithTheRollOut() {
    Bench bench = Bench.withNodes(2);
    Service web = runs(bench, web(4));
    bench.update(web, image(web(4), "busybox:2"));
    stepWorkers(bench, web);

    bench.take(bench.core.lostLeadership());
    bench.leadAgain(2);
    bench.obey();
    bench.pass(UpdateConfig.DEFAULT.monitorOrDefault().plusMillis(1));

    assertThat(bench.running(web)).hasSize(4).allMatch(RollOutTest::isNew);
    assertThat(state(bench, web)).isEqualTo(UpdateState.COMPLETED);
  }

  /** Lets each task do its next step only, the stopping ones first. */
  private static void stepWorkers(Bench bench, Service web) {
    List<Task> stopping =
        bench.tasks(
            web,
            t -> t.desiredState().isAfter(TaskState.RUNNING) && !t.status().state().isTerminal());
    stopping.forEach(t -> bench.report(t, TaskState.SHUTDOWN));
    bench
        .tasks(
            web,
            t -> t.desiredState() == TaskState.RUNNING && t.status().state() == TaskState.ASSIGNED)
        .forEach(t -> bench.report(t, TaskState.RUNNING));
  }

  private static Service runs(Bench bench, ServiceSpec spec) {
    Service service = bench.create(spec);
    bench.obey();
    return service;
  }

  private static java.util.function.Predicate<Task> onNode(String nodeId) {
    return task -> task.nodeId().equals(nodeId);
  }

  private static boolean isNew(Task task) {
    return !imageOf(task).equals("busybox");
  }

  private static String imageOf(Task task) {
    ContainerSpec container = task.spec().containerSpec();
    return container == null ? "" : container.image();
  }

  private static UpdateStatus status(Bench bench, Service service) {
    return Bench.there("the update's status", bench.service(service.id()).updateStatus());
  }

  private static UpdateState state(Bench bench, Service service) {
    return Bench.there("the update's state", status(bench, service).state());
  }
}
