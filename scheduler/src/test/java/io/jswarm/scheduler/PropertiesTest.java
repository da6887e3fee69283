package io.jswarm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import io.jswarm.scheduler.constraint.Constraints;
import io.jswarm.scheduler.node.HostPort;
import io.jswarm.scheduler.node.NodeSet;
import io.jswarm.scheduler.node.NodeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every cluster, tried on many; the seed is the test's argument. */
class PropertiesTest {
  private static final int SEEDS = 150;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsGivenTwiceAndNoRuleIsBroken(long seed) {
    RandomCluster random = new RandomCluster(seed);
    for (int round = 0; round < 4; round++) {
      checkPlaced(random.cluster, random.cluster.schedule());
      checkNodes(random.cluster);
      random.live();
    }
  }

  /** Every placed task is on a node it may be on, every other task would fit nowhere. */
  private static void checkPlaced(Cluster cluster, List<Decision> decisions) {
    Map<String, Pending> pending = new HashMap<>();
    cluster.pending().forEach(p -> pending.put(p.task().id(), p));
    for (Decision decision : decisions) {
      switch (decision) {
        case Decision.Placed placed -> {
          Node node = nodeOf(cluster, placed.nodeId()).node();
          Placement wanted = cluster.task(placed.taskId()).spec().placementOrAnywhere();
          assertThat(node.status().state()).isEqualTo(NodeState.READY);
          assertThat(node.spec().isActive()).isTrue();
          assertThat(Constraints.parse(wanted.constraints()).matches(node)).isTrue();
        }
        case Decision.Unplaceable unplaceable -> {
          Pending left = Objects.requireNonNull(pending.get(unplaceable.taskId()));
          assertThat(cluster.nodes.nodes()).noneMatch(node -> Scheduler.fits(node, left));
          assertThat(unplaceable.explanation()).startsWith("no suitable node (");
        }
      }
    }
  }

  private static NodeView nodeOf(Cluster cluster, String id) {
    return Objects.requireNonNull(cluster.nodes.node(id), id);
  }

  /** Adds up, from the tasks alone, what each node has given away. */
  private static void checkNodes(Cluster cluster) {
    for (NodeView view : cluster.nodes.nodes()) {
      var offered = view.node().description().resources();
      List<Pending> here =
          cluster.pending().stream()
              .filter(p -> p.task().nodeId().equals(view.id()))
              .filter(p -> p.task().status().state().isWithWorker())
              .toList();
      long nanoCpus = here.stream().mapToLong(p -> p.task().spec().reservations().nanoCpus()).sum();
      long memory =
          here.stream().mapToLong(p -> p.task().spec().reservations().memoryBytes()).sum();
      assertThat(nanoCpus).isLessThanOrEqualTo(offered.nanoCpus());
      assertThat(memory).isLessThanOrEqualTo(offered.memoryBytes());
      assertThat(view.nanoCpusFree()).isEqualTo(offered.nanoCpus() - nanoCpus);
      assertThat(view.memoryBytesFree()).isEqualTo(offered.memoryBytes() - memory);
      assertThat(here.stream().flatMap(p -> HostPort.of(p.endpoint()).stream()))
          .doesNotHaveDuplicates();
      checkPieces(offered.genericResources(), here.stream().map(Pending::task).toList());
      checkMostReplicas(here.stream().map(Pending::task).toList());
    }
  }

  private static void checkPieces(List<GenericResource> offered, List<Task> here) {
    List<GenericResource> given =
        here.stream().flatMap(task -> task.genericResources().stream()).toList();
    assertThat(given.stream().filter(piece -> piece.namedResourceSpec() != null))
        .doesNotHaveDuplicates()
        .allMatch(offered::contains);
    for (String kind : List.of("gpu", "ssd")) {
      assertThat(counted(given, kind)).isLessThanOrEqualTo(counted(offered, kind));
    }
    for (Task task : here) {
      long asked = pieces(task.spec().reservations().genericResources());
      assertThat(pieces(task.genericResources())).isEqualTo(asked);
    }
  }

  private static long counted(List<GenericResource> resources, String kind) {
    return resources.stream()
        .map(GenericResource::discreteResourceSpec)
        .filter(piece -> piece != null && piece.kind().equals(kind))
        .mapToLong(DiscreteResourceSpec::value)
        .sum();
  }

  private static long pieces(List<GenericResource> resources) {
    return resources.stream()
        .mapToLong(r -> r.discreteResourceSpec() == null ? 1 : r.discreteResourceSpec().value())
        .sum();
  }

  private static void checkMostReplicas(List<Task> here) {
    for (Task task : here) {
      long most = task.spec().placementOrAnywhere().maxReplicas();
      if (most > 0 && task.desiredState() == TaskState.RUNNING) {
        assertThat(here.stream().filter(other -> isSameRun(task, other)).count())
            .isLessThanOrEqualTo(most);
      }
    }
  }

  private static boolean isSameRun(Task task, Task other) {
    return other.serviceId().equals(task.serviceId())
        && other.spec().equals(task.spec())
        && other.desiredState() == task.desiredState();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfTheInputDoesNotMatterAndTheBookIsLeftAsItWas(long seed) {
    Cluster cluster = new RandomCluster(seed).cluster;
    List<Decision> decisions = cluster.decide(Integer.MAX_VALUE);
    List<Pending> shuffled = new ArrayList<>(cluster.pending());
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(
            Scheduler.schedule(
                cluster.nodes, shuffled, cluster.faulty, cluster.now, Integer.MAX_VALUE))
        .isEqualTo(decisions);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBookKeptFromRoundToRoundIsTheSameAsOneMadeAnew(long seed) {
    RandomCluster random = new RandomCluster(seed);
    for (int round = 0; round < 3; round++) {
      random.cluster.schedule();
      random.live();
    }
    Cluster kept = random.cluster;
    NodeSet anew = new NodeSet();
    kept.pending().forEach(p -> anew.putTask(p.task(), p.endpoint()));
    kept.nodes.nodes().forEach(view -> anew.putNode(view.node()));
    assertThat(Scheduler.schedule(anew, kept.pending(), kept.faulty, kept.now, Integer.MAX_VALUE))
        .isEqualTo(kept.decide(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLimitCutsTheSamePlacementsShort(long seed) {
    Cluster cluster = new RandomCluster(seed).cluster;
    int limit = new Random(seed).nextInt(10);
    List<Decision.Placed> some = placed(cluster.decide(limit));
    assertThat(some).hasSizeLessThanOrEqualTo(limit);
    int all = placed(cluster.decide(Integer.MAX_VALUE)).size();
    assertThat(some).hasSize(Math.min(limit, all));
  }

  private static List<Decision.Placed> placed(List<Decision> decisions) {
    return decisions.stream()
        .filter(Decision.Placed.class::isInstance)
        .map(Decision.Placed.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalNodesNeverDifferByMoreThanOneTask(long seed) {
    Random random = new Random(seed);
    Cluster cluster = new Cluster();
    int nodes = 1 + random.nextInt(9);
    for (int i = 0; i < nodes; i++) {
      cluster.with(Nodes.ready("n" + i));
    }
    TaskSpec spec = Cluster.PLAIN;
    for (int round = 0; round < 3; round++) {
      cluster.add("a", random.nextInt(30), spec);
      cluster.add("b", random.nextInt(30), spec);
      cluster.schedule();
      for (String service : List.of("a", "b")) {
        List<Integer> counts = new ArrayList<>();
        cluster.nodes.nodes().forEach(node -> counts.add(node.activeOf(service)));
        assertThat(Collections.max(counts) - Collections.min(counts)).isLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void zonesNeverDifferByMoreThanOneTaskHoweverManyNodesTheyHave(long seed) {
    Random random = new Random(seed);
    Cluster cluster = new Cluster();
    int zones = 1 + random.nextInt(4);
    Map<String, String> zoneOf = new HashMap<>();
    for (int i = 0; i < zones + random.nextInt(8); i++) {
      String zone = "z" + (i < zones ? i : random.nextInt(zones));
      cluster.with(Nodes.labelled("n" + i, Map.of("zone", zone)));
      zoneOf.put("n" + i, zone);
    }
    TaskSpec spec = Tasks.spreadOver(Cluster.PLAIN, "node.labels.zone");
    for (int round = 0; round < 3; round++) {
      cluster.add("a", random.nextInt(30), spec);
      cluster.schedule();
      Map<String, Integer> counts = new HashMap<>();
      zoneOf.values().forEach(zone -> counts.putIfAbsent(zone, 0));
      cluster
          .spread("a")
          .forEach((n, c) -> counts.merge(zoneOf.getOrDefault(n, ""), c, Integer::sum));
      assertThat(Collections.max(counts.values()) - Collections.min(counts.values()))
          .isLessThanOrEqualTo(1);
    }
  }
}
