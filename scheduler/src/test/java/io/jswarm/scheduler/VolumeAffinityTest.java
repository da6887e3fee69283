package io.jswarm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Placement;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VolumeAffinityTest {
  private final Cluster cluster = new Cluster();

  private static Node having(String id, String... volumes) {
    Node node = Nodes.ready(id);
    return node.withDescription(node.description().withVolumes(List.of(volumes)));
  }

  private static TaskSpec wanting(String affinity, String volume) {
    Mount mount = new Mount("volume", volume, "/d", false, "", null, null, null, null, null);
    return TaskSpec.of(ContainerSpec.of("img").withMounts(List.of(mount)))
        .withPlacement(Placement.ANYWHERE.withVolumeAffinity(affinity));
  }

  private String placed(TaskSpec spec) {
    Task task = cluster.add("db", 1, spec).getFirst();
    cluster.schedule();
    return cluster.nodeOf(task);
  }

  @Test
  void hardGoesWhereTheDataIsThoughOtherNodesAreEmptier() {
    cluster.with(having("n1"), having("n2", "data"), having("n3"));
    cluster.running("n2", "other", 5);

    assertThat(placed(wanting("hard", "data"))).isEqualTo("n2");
    assertThat(placed(wanting("hard", "data"))).isEqualTo("n2");
  }

  @Test
  void whereNobodyHasTheDataAnyNodeWillDo() {
    cluster.with(having("n1"), having("n2", "else"));
    cluster.running("n1", "other", 1);

    assertThat(placed(wanting("hard", "data"))).isEqualTo("n2");
  }

  @Test
  void hardWaitsForItsNodeAndSaysSo() {
    cluster.with(having("n1"), having("n2", "data"), having("n3"));
    cluster.turn("n2", NodeState.DOWN);
    var _ = cluster.add("db", 1, wanting("hard", "data"));

    assertThat(Cluster.explanation(cluster.schedule()))
        .isEqualTo(
            "no suitable node (the data of its volumes is not on 2 nodes; 1 node not available for"
                + " new tasks)");
  }

  @Test
  void hardIsFreeAgainWhenTheNodeWithTheDataIsRemoved() {
    cluster.with(having("n1"), having("n2", "data"));
    cluster.turn("n2", NodeState.DOWN);
    cluster.removeNode("n2");

    assertThat(placed(wanting("hard", "data"))).isEqualTo("n1");
  }

  @Test
  void softPrefersTheDataAndGoesElsewhereWithoutIt() {
    cluster.with(having("n1"), having("n2", "data"));
    cluster.running("n2", "other", 5);
    assertThat(placed(wanting("soft", "data"))).isEqualTo("n2");

    cluster.turn("n2", NodeState.DOWN);
    assertThat(placed(wanting("soft", "data"))).isEqualTo("n1");
  }

  @Test
  void eachSlotStaysWithItsOwnVolume() {
    cluster.with(having("n1", "data-2"), having("n2", "data-1"), having("n3"));
    List<Task> tasks = cluster.add("db", 3, wanting("hard", "data-{{.Task.Slot}}"));
    for (int i = 0; i < tasks.size(); i++) {
      cluster.put(Tasks.inSlot(tasks.get(i), i + 1));
    }

    cluster.schedule();

    assertThat(tasks).extracting(cluster::nodeOf).containsExactly("n2", "n1", "n3");
  }

  @Test
  void withoutAnAffinityTheDataDoesNotMatter() {
    cluster.with(having("n1"), having("n2", "data"));
    cluster.running("n2", "other", 1);

    assertThat(placed(wanting("", "data"))).isEqualTo("n1");
  }
}
