package io.jswarm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.scheduler.node.Demand;
import io.jswarm.scheduler.node.NodeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BalanceTest {
  private static final int SEEDS = 150;
  private static final Balance.Limits ALL = new Balance.Limits(1_000, 2);

  private final Cluster cluster = new Cluster();

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @Test
  void aNodeThatJoinedGetsItsShareByTheFewestMoves() {
    cluster.with(Nodes.ready("a"), Nodes.ready("b"));
    run("web", 6, Cluster.PLAIN);
    cluster.with(Nodes.ready("c"));

    List<Move> moves = plan(cluster);

    assertThat(moves).extracting(Move::to).containsExactly("c", "c");
    assertThat(moves).extracting(Move::from).containsExactlyInAnyOrder("a", "b");
    assertThat(moves.getFirst().why()).isEqualTo("host-a has 3 of its tasks, host-c none");
  }

  @Test
  void whatDiffersByOneIsLeftAsItIs() {
    cluster.with(Nodes.ready("a"), Nodes.ready("b"), Nodes.ready("c"));
    run("web", 4, Cluster.PLAIN);

    assertThat(plan(cluster)).isEmpty();
  }

  @Test
  void servicesOfOneTaskAreSharedOutByWhatNodesHaveInAll() {
    cluster.with(Nodes.ready("a"));
    for (int i = 0; i < 4; i++) {
      run("s" + i, 1, Cluster.PLAIN);
    }
    cluster.with(Nodes.ready("b"));

    List<Move> moves = plan(cluster);

    assertThat(moves).hasSize(2);
    assertThat(moves.getFirst().why()).isEqualTo("host-a has 4 tasks of all services, host-b none");
  }

  @Test
  void preferredLabelsAreEvenedOutBeforeNodes() {
    cluster.with(
        Nodes.labelled("a", Map.of("zone", "x")), Nodes.labelled("b", Map.of("zone", "x")));
    run("web", 4, Tasks.spreadOver(Cluster.PLAIN, "node.labels.zone"));
    cluster.with(Nodes.labelled("c", Map.of("zone", "y")));

    List<Move> moves = plan(cluster);

    assertThat(moves).extracting(Move::to).containsExactly("c", "c");
    assertThat(moves.getFirst().why()).isEqualTo("zone=x has 4 of its tasks, zone=y none");
  }

  @Test
  void noTaskMovesWhereItWouldNotBePlaced() {
    cluster.with(Nodes.labelled("a", Map.of("disk", "ssd")));
    run("fast", 4, Tasks.constrained("node.labels.disk == ssd"));
    cluster.with(Nodes.labelled("b", Map.of("disk", "slow")), Nodes.down("c"));

    assertThat(plan(cluster)).isEmpty();
  }

  @Test
  void aNodeGetsNoMoreThanItHasRoomFor() {
    cluster.with(Nodes.offering("a", 8, 0));
    run("web", 8, Tasks.reserving(1, 0));
    cluster.with(Nodes.offering("b", 2, 0));

    assertThat(plan(cluster)).hasSize(2);
  }

  @Test
  void aNodeThatSaysSomethingIsWrongGetsNothing() {
    cluster.with(Nodes.ready("a"));
    run("web", 4, Cluster.PLAIN);
    Node full = Nodes.ready("b");
    cluster.with(full.withStatus(full.status().withMessage("the disk is full")));

    assertThat(plan(cluster)).isEmpty();
  }

  @Test
  void noTaskLeavesItsVolumeBehind() {
    Node a = Nodes.ready("a");
    cluster.with(a.withDescription(a.description().withVolumes(List.of("data"))));
    ContainerSpec mounting =
        ContainerSpec.of("img")
            .withMounts(
                List.of(
                    new Mount("volume", "data", "/d", false, "", null, null, null, null, null)));
    run("db", 4, TaskSpec.of(mounting));
    cluster.with(Nodes.ready("b"));

    assertThat(plan(cluster)).isEmpty();
  }

  @Test
  void atMostSoManyAreMovedAsAreAskedFor() {
    cluster.with(Nodes.ready("a"));
    run("web", 8, Cluster.PLAIN);
    cluster.with(Nodes.ready("b"));

    assertThat(plan(cluster, new Balance.Limits(3, 2), List.of())).hasSize(3);
  }

  @Test
  void whatIsAboutToLeaveANodeIsNotCountedThere() {
    cluster.with(Nodes.ready("a"));
    run("web", 3, Cluster.PLAIN);
    cluster.with(Nodes.ready("b"));
    Task leaving = cluster.tasks.values().iterator().next();
    Task next =
        Tasks.pending(
                "next",
                "web",
                Cluster.PLAIN,
                Objects.requireNonNull(leaving.specVersion()),
                cluster.now)
            .withNodeId("b")
            .withStatus(TaskStatus.of(TaskState.STARTING, cluster.now, ""));
    cluster.put(next);

    assertThat(plan(cluster, ALL, List.of(new Pending(leaving, EndpointSpec.UNSET)))).isEmpty();
    assertThat(plan(cluster)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void afterTheMovesNothingIsLeftToMoveAndNoRuleIsBroken(long seed) {
    RandomCluster random = new RandomCluster(seed);
    for (int round = 0; round < 3; round++) {
      random.cluster.schedule();
      random.live();
    }
    Cluster changed = random.cluster;
    for (Move move : plan(changed)) {
      NodeView to = Objects.requireNonNull(changed.nodes.node(move.to()));
      Pending pending = pending(changed, changed.task(move.task().id()));
      assertThat(Scheduler.fits(to, pending)).as("%s", move).isTrue();
      Demand demand = Scheduler.demand(changed.nodes, pending);
      changed.put(
          pending.task().withNodeId(move.to()).withGenericResources(to.give(demand).orElseThrow()));
    }
    assertThat(plan(changed)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalNodesEndUpEvenByAsFewMovesAsThereCanBe(long seed) {
    Random random = new Random(seed);
    int nodes = 2 + random.nextInt(6);
    int tasks = 0;
    for (int i = 0; i < nodes; i++) {
      cluster.with(Nodes.ready("n" + i));
      int here = random.nextInt(9);
      cluster.running("n" + i, "web", here);
      tasks += here;
    }
    Map<String, Integer> counts = new TreeMap<>();
    cluster.nodes.nodes().forEach(node -> counts.put(node.id(), node.activeOf("web")));
    List<Integer> fullestFirst = new ArrayList<>(counts.values());
    fullestFirst.sort(Collections.reverseOrder());
    int fewest = 0;
    for (int i = 0; i < nodes; i++) {
      int share = tasks / nodes + (i < tasks % nodes ? 1 : 0);
      fewest += Math.max(0, fullestFirst.get(i) - share);
    }

    List<Move> moves = plan(cluster);

    assertThat(moves).hasSize(fewest);
    for (Move move : moves) {
      counts.merge(move.from(), -1, Integer::sum);
      counts.merge(move.to(), 1, Integer::sum);
    }
    assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
        .isLessThanOrEqualTo(1);
  }

  private void run(String serviceId, int count, TaskSpec spec) {
    cluster.add(serviceId, count, spec);
    cluster.schedule();
  }

  private static Pending pending(Cluster of, Task task) {
    return of.pending().stream()
        .filter(each -> each.task().id().equals(task.id()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Move> plan(Cluster of) {
    return plan(of, ALL, List.of());
  }

  private static List<Move> plan(Cluster of, Balance.Limits limits, List<Pending> leaving) {
    List<String> stay = leaving.stream().map(each -> each.task().id()).toList();
    Map<String, List<Pending>> byService = new TreeMap<>();
    for (Pending each : of.pending()) {
      Task task = each.task();
      boolean runs = task.status().state().isWithWorker() && !task.isToStop();
      if (runs && task.status().state() != TaskState.STARTING && !stay.contains(task.id())) {
        byService.computeIfAbsent(task.serviceId(), _ -> new ArrayList<>()).add(each);
      }
    }
    List<Crowd> crowds = new ArrayList<>();
    byService.forEach((id, tasks) -> crowds.add(new Crowd(id, tasks, Map.of())));
    return Balance.plan(of.nodes, crowds, leaving, limits);
  }
}
