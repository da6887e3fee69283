package io.jswarm.scheduler;

import static io.jswarm.scheduler.Cluster.PLAIN;
import static io.jswarm.scheduler.Cluster.explanation;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.GenericResource;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Resources;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The placements that swarmkit's own scheduler tests expect (manager/scheduler/scheduler_test.go).
 */
class SwarmPlacementsTest {
  @Test
  void newTasksGoToTheNodesWithTheFewestTasksAndNeverToOneThatIsDown() {
    Cluster cluster =
        new Cluster().with(Nodes.ready("id1"), Nodes.ready("id2"), Nodes.ready("id3"));
    cluster.running("id1", "s", 1);
    Task first = cluster.tasks.values().iterator().next();
    cluster.add("s", 2, PLAIN);
    cluster.schedule();
    assertThat(cluster.spread("s")).isEqualTo(Map.of("id1", 1, "id2", 1, "id3", 1));

    cluster.remove(first.id());
    Task next = cluster.add("s", 1, PLAIN).getFirst();
    cluster.schedule();
    assertThat(cluster.nodeOf(next)).isEqualTo("id1");

    cluster.with(Nodes.ready("id4"), Nodes.down("id0"));
    next = cluster.add("s", 1, PLAIN).getFirst();
    cluster.schedule();
    assertThat(cluster.nodeOf(next)).isEqualTo("id4");

    cluster.with(Nodes.ready("id5"));
    cluster.turn("id5", NodeState.DOWN);
    next = cluster.add("s", 1, PLAIN).getFirst();
    cluster.schedule();
    assertThat(cluster.nodeOf(next)).isNotIn("id0", "id5");
  }

  @Test
  void servicesAreSpreadForAvailability() {
    Cluster cluster = new Cluster();
    for (int i = 1; i <= 5; i++) {
      cluster.with(Nodes.ready("id" + i));
    }
    cluster.add("svc1", 18, PLAIN);
    cluster.schedule();
    assertThat(cluster.spread("svc1").values()).containsExactlyInAnyOrder(4, 4, 4, 3, 3);
    List<String> withThree = nodesWith(cluster.spread("svc1"), 3);

    cluster.add("svc2", 2, PLAIN);
    cluster.schedule();
    assertThat(cluster.spread("svc2").keySet()).containsExactlyInAnyOrderElementsOf(withThree);

    cluster.add("svc1", 3, PLAIN);
    cluster.schedule();
    assertThat(cluster.spread("svc1").values()).containsExactlyInAnyOrder(4, 4, 4, 4, 5);

    String fullest = nodesWith(cluster.spread("svc1"), 5).getFirst();
    Task extra = cluster.add("svc2", 1, PLAIN).getFirst();
    cluster.schedule();
    assertThat(cluster.nodeOf(extra)).isNotIn(withThree).isNotEqualTo(fullest);

    List<Task> ofId1 =
        cluster.tasks.values().stream().filter(t -> t.nodeId().equals("id1")).toList();
    ofId1.forEach(task -> cluster.remove(task.id()));
    List<Task> more = new ArrayList<>(cluster.add("svc1", 4, PLAIN));
    cluster.add("svc2", 2, PLAIN);
    cluster.schedule();
    assertThat(more).allSatisfy(task -> assertThat(cluster.nodeOf(task)).isEqualTo("id1"));
    assertThat(cluster.spread("svc2")).containsEntry("id1", 1);
  }

  private static List<String> nodesWith(Map<String, Integer> counts, int count) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == count)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void aPreferenceSpreadsOverZonesBeforeNodes() {
    Cluster cluster = new Cluster().with(zone("id1", "az1"));
    for (int i = 2; i <= 5; i++) {
      cluster.with(zone("id" + i, "az2"));
    }
    cluster.add("s", 8, Tasks.spreadOver(PLAIN, "node.labels.az"));
    cluster.schedule();
    assertThat(cluster.spread("s"))
        .isEqualTo(Map.of("id1", 4, "id2", 1, "id3", 1, "id4", 1, "id5", 1));
  }

  private static Node zone(String id, String zone) {
    return Nodes.labelled(id, Map.of("az", zone));
  }

  @Test
  void preferencesAndReservationsWorkTogether() {
    Cluster cluster =
        new Cluster()
            .with(
                rack("id0", "az1", "rack1", 10, 1),
                rack("id1", "az1", "rack1", 5, 100),
                rack("id2", "az2", "rack1", 50, 100),
                rack("id3", "az2", "rack1", 50, 100),
                rack("id4", "az2", "rack1", 50, 100),
                rack("id5", "az2", "rack2", 50, 100),
                rack("id6", "az2", "rack2", 50, 100));
    TaskSpec spec =
        Tasks.reserving(Tasks.pieces(200_000_000, new DiscreteResourceSpec("apple", 2)));
    cluster.add("s", 12, Tasks.spreadOver(spec, "node.labels.az", "node.labels.rack"));
    cluster.schedule();
    Map<String, Integer> counts = cluster.spread("s");
    assertThat(counts).doesNotContainKey("id0").containsEntry("id1", 5);
    int rack1 = sum(counts, "id2", "id3", "id4");
    int rack2 = sum(counts, "id5", "id6");
    assertThat(List.of(rack1, rack2)).containsExactlyInAnyOrder(3, 4);
    assertThat(counts.values()).allMatch(count -> count >= 1);
  }

  private static int sum(Map<String, Integer> counts, String... nodes) {
    return Stream.of(nodes).mapToInt(node -> counts.getOrDefault(node, 0)).sum();
  }

  private static Node rack(String id, String az, String rack, long memory200s, long apples) {
    Resources resources =
        new Resources(
            0, memory200s * 200_000_000, List.of(GenericResource.discrete("apple", apples)));
    return Nodes.node(id, Map.of("az", az, "rack", rack), resources, NodeState.READY);
  }

  @Test
  void scalingUpUnderTwoPreferencesFillsTheEmptierBranches() {
    Cluster cluster =
        new Cluster()
            .with(
                Nodes.labelled("id11", Map.of("dc", "1", "rack", "1")),
                Nodes.labelled("id12", Map.of("dc", "1", "rack", "2")),
                Nodes.labelled("id21", Map.of("dc", "2", "rack", "1")));
    cluster.running("id11", "s", 3);
    cluster.running("id12", "s", 1);
    cluster.running("id21", "s", 3);
    List<Task> more =
        cluster.add("s", 2, Tasks.spreadOver(PLAIN, "node.labels.dc", "node.labels.rack"));
    cluster.schedule();
    assertThat(more).allSatisfy(t -> assertThat(cluster.nodeOf(t)).isIn("id12", "id21"));
  }

  @Test
  void aTaskWaitsUntilThereIsANode() {
    Cluster cluster = new Cluster();
    Task task = cluster.add("s", 1, PLAIN).getFirst();
    assertThat(explanation(cluster.schedule())).isEqualTo("no suitable node");
    cluster.with(Nodes.ready("id1"));
    cluster.schedule();
    assertThat(cluster.nodeOf(task)).isEqualTo("id1");
  }

  @Test
  void aTaskWaitsUntilANodeIsBigEnough() {
    Cluster cluster =
        new Cluster()
            .with(Nodes.offering("small", 1_000_000_000, 1_000_000_000))
            .with(
                Nodes.node(
                    "n1",
                    Map.of(),
                    new Resources(4L << 30, 8L << 30, List.of()),
                    NodeState.UNKNOWN),
                Nodes.node(
                    "n2", Map.of(), new Resources(4L << 30, 8L << 30, List.of()), NodeState.DOWN));
    Task task = cluster.add("s", 1, Tasks.reserving(0, 2_000_000_000)).getFirst();
    assertThat(explanation(cluster.schedule()))
        .isEqualTo(
            "no suitable node (2 nodes not available for new tasks; insufficient resources on 1 node)");
    cluster.with(Nodes.offering("big", 4_000_000_000L, 8_000_000_000L));
    cluster.schedule();
    assertThat(cluster.nodeOf(task)).isEqualTo("big");
  }

  @Test
  void aTaskThatEndedFreesItsReservationWhetherItEndedBeforeOrLater() {
    Cluster cluster = new Cluster().with(Nodes.offering("id1", 1_000_000_000, 1_000_000_000));
    TaskSpec big = Tasks.reserving(0, 800_000_000);
    Task first = cluster.add("s", 1, big).getFirst();
    cluster.schedule();
    Task second = cluster.add("s", 1, big).getFirst();
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (insufficient resources on 1 node)");
    cluster.observe(first.id(), TaskState.SHUTDOWN);
    cluster.schedule();
    assertThat(cluster.nodeOf(second)).isEqualTo("id1");

    Cluster restarted = new Cluster();
    Task dead = cluster.task(first.id());
    restarted.put(dead);
    restarted.with(Nodes.offering("id1", 1_000_000_000, 1_000_000_000));
    Task third = restarted.add("t", 1, big).getFirst();
    restarted.schedule();
    assertThat(restarted.nodeOf(third)).isEqualTo("id1");
  }

  @Test
  void theFewestTasksDecideAmongNodesThatAreBigEnough() {
    Cluster cluster =
        new Cluster()
            .with(
                Nodes.offering("id1", 0, 1_000_000_000), Nodes.offering("id2", 0, 10_000_000_000L));
    cluster.running("id2", "other", 2);
    cluster.add("s", 4, Tasks.reserving(0, 500_000_000));
    cluster.schedule();
    assertThat(cluster.spread("s")).isEqualTo(Map.of("id1", 2, "id2", 2));
  }

  @Test
  void onlyPendingTasksThatAreWantedAreLookedAt() {
    Cluster cluster = new Cluster().with(Nodes.ready("id1"));
    Task isNew = cluster.add("s", 1, PLAIN).getFirst();
    cluster.put(isNew.withStatus(isNew.status().withState(TaskState.NEW)));
    Task unwanted = cluster.add("s", 1, PLAIN).getFirst();
    cluster.put(unwanted.withDesiredState(TaskState.SHUTDOWN));
    cluster.running("id1", "s", 1);
    assertThat(cluster.schedule()).isEmpty();
  }
}
