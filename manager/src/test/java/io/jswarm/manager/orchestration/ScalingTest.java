package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.scaled;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.manager.bench.Bench;
import io.jswarm.raftstore.image.Round;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScalingTest {
  @Test
  void creatingAServiceMakesAndPlacesItsTasksInOneRound() {
    Bench bench = Bench.withNodes(3);
    int before = bench.rounds.size();

    Service web = bench.create(web(3));

    assertThat(bench.rounds).hasSize(before + 1);
    assertThat(bench.tasks(web))
        .hasSize(3)
        .allSatisfy(task -> {
          assertThat(task.status().state()).isEqualTo(TaskState.ASSIGNED);
          assertThat(task.desiredState()).isEqualTo(TaskState.RUNNING);
        });
    assertThat(bench.tasks(web))
        .extracting(Task::nodeId)
        .containsExactlyInAnyOrder("n1", "n2", "n3");
    assertThat(bench.wantedSlots(web)).containsExactly(1, 2, 3);
  }

  @Test
  void fillsTheLowestFreeSlotsFirst() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(5));
    bench.obey();
    bench.report(bench.wanted(web, 2), TaskState.FAILED);
    bench.update(web, scaled(web(5), 4));
    bench.obey();
    List<Integer> left = bench.wantedSlots(web);

    bench.update(web, scaled(web(5), 6));

    assertThat(left).hasSize(4);
    assertThat(bench.wantedSlots(web)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void scalingDownTakesSecondCopiesBeforeFirstAndHighSlotsBeforeLow() {
    Bench bench = Bench.withNodes(2);
    Service web = bench.create(web(4)); // two on each node
    bench.obey();

    bench.update(web, scaled(web(4), 2));

    assertThat(bench.wanted(web)).extracting(Task::nodeId).containsExactlyInAnyOrder("n1", "n2");
    assertThat(bench.wantedSlots(web)).containsExactly(1, 2);
  }

  @Test
  void scalingDownTakesWhatDoesNotRunFirst() {
    Bench bench = Bench.withNodes(4);
    Service web = bench.create(web(4));
    bench.tasks(web).stream()
        .filter(task -> task.slot() != 2)
        .forEach(task -> bench.report(task, TaskState.RUNNING));

    bench.update(web, scaled(web(4), 3));

    assertThat(bench.wantedSlots(web)).containsExactly(1, 3, 4);
  }

  @Test
  void scalingDownTakesTasksWithoutANodeFirst() {
    Bench bench = Bench.withNodes(1);
    var spec = io.jswarm.manager.bench.Fixtures.reserving(web(6), 1_000_000_000L, 0);
    Service web = bench.create(spec); // four fit
    bench.obey();
    assertThat(bench.running(web)).hasSize(4);

    bench.update(web, scaled(spec, 4));

    assertThat(bench.wanted(web)).hasSize(4).isEqualTo(bench.running(web));
  }

  @Test
  void removedTasksStopAndVanish() {
    Bench bench = Bench.withNodes(2);
    Service web = bench.create(web(4));
    bench.obey();

    bench.update(web, scaled(web(4), 1));
    assertThat(bench.tasks(web, t -> t.desiredState() == TaskState.REMOVE)).hasSize(3);
    bench.obey();

    assertThat(bench.tasks(web)).hasSize(1);
  }

  @Test
  void scalingDoesNotTouchRunningTasks() {
    Bench bench = Bench.withNodes(2);
    Service web = bench.create(web(2));
    bench.obey();
    List<Task> before = bench.running(web);

    bench.update(web, scaled(web(2), 5));
    bench.obey();

    assertThat(bench.running(web)).hasSize(5).containsAll(before);
  }

  @Test
  void aSlotThatIsFilledAgainWaitsForItsFormerTask() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(2));
    bench.obey();
    bench.update(web, scaled(web(2), 1));

    bench.update(web, scaled(web(2), 2)); // slot 2 has not stopped yet

    assertThat(bench.wanted(web, 2).desiredState()).isEqualTo(TaskState.READY);
    bench.obey();
    assertThat(bench.wanted(web, 2).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void moreTasksThanARoundHoldsAreMadeInAsManyAsItTakes() {
    Bench bench = Bench.withNodes(10);
    int before = bench.rounds.size();

    Service web = bench.create(web(100_000));

    assertThat(bench.tasks(web)).hasSize(100_000);
    assertThat(bench.tasks(web)).allMatch(task -> task.status().state() == TaskState.ASSIGNED);
    assertThat(bench.tasks(web).stream().collect(Collectors.groupingBy(Task::nodeId)))
        .allSatisfy((node, tasks) -> assertThat(tasks).hasSize(10_000));
    assertThat(bench.rounds.size() - before).isBetween(50, 70);
    assertThat(bench.rounds).allMatch(round -> round.changes().size() <= Round.MAX_CHANGES);
  }

  @Test
  void removingAServiceOfManyRoundsLeavesNothing() {
    Bench bench = Bench.withNodes(3);
    Service web = bench.create(web(5_000));
    bench.obey();

    bench.submit(new Command.RemoveService(web.id()));
    bench.obey();

    assertThat(bench.image.tasks()).isEmpty();
    assertThat(bench.image.services()).isEmpty();
  }

  @Test
  void aRemovedServicesTasksOnADeadNodeVanishToo() {
    Bench bench = Bench.withNodes(2);
    Service web = bench.create(web(2));
    bench.obey();
    bench.observe("n1", io.jswarm.api.model.NodeState.DOWN);

    bench.submit(new Command.RemoveService(web.id()));
    bench.obey();

    assertThat(bench.image.tasks()).isEmpty();
  }

  @Test
  void noReplicasAreNone() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(0));
    assertThat(bench.tasks(web)).isEmpty();
    bench.update(web, web(2));
    bench.obey();
    bench.update(web, web(0));
    bench.obey();
    assertThat(bench.tasks(web)).isEmpty();
  }
}
