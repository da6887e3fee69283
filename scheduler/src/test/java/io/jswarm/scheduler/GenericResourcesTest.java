package io.jswarm.scheduler;

import static io.jswarm.api.model.GenericResource.discrete;
import static io.jswarm.api.model.GenericResource.named;
import static io.jswarm.scheduler.Cluster.explanation;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.DiscreteResourceSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.api.model.TaskState;
import org.junit.jupiter.api.Test;

/** Pieces that the cluster only counts: given out once, and back when the task has ended. */
class GenericResourcesTest {
  private static TaskSpec gpus(long count) {
    return Tasks.reserving(Tasks.pieces(0, new DiscreteResourceSpec("gpu", count)));
  }

  @Test
  void namedPiecesAreGivenInTheNodesOrderAndComeBack() {
    Cluster cluster =
        new Cluster()
            .with(
                Nodes.offering("a", 0, 0, named("gpu", "1"), named("gpu", "2"), named("gpu", "3")));
    Task two = cluster.add("s", 1, gpus(2)).getFirst();
    cluster.schedule();
    assertThat(cluster.task(two.id()).genericResources())
        .containsExactly(named("gpu", "1"), named("gpu", "2"));
    Task more = cluster.add("t", 1, gpus(2)).getFirst();
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (insufficient resources on 1 node)");
    cluster.observe(two.id(), TaskState.COMPLETE);
    cluster.schedule();
    assertThat(cluster.task(more.id()).genericResources())
        .containsExactly(named("gpu", "1"), named("gpu", "2"));
  }

  @Test
  void equalPiecesAreCounted() {
    Cluster cluster = new Cluster().with(Nodes.offering("a", 0, 0, discrete("gpu", 5)));
    cluster.add("s", 3, gpus(2));
    cluster.schedule();
    assertThat(cluster.spread("s")).containsEntry("a", 2);
    assertThat(cluster.tasks.values().iterator().next().genericResources())
        .containsExactly(discrete("gpu", 2));
  }

  @Test
  void aNodeWithoutTheKindHasNone() {
    Cluster cluster = new Cluster().with(Nodes.offering("a", 0, 0, discrete("ssd", 5)));
    cluster.add("s", 1, gpus(1));
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (insufficient resources on 1 node)");
  }

  @Test
  void aTaskToldToStopKeepsItsPiecesUntilItHasStopped() {
    Cluster cluster = new Cluster().with(Nodes.offering("a", 0, 0, discrete("gpu", 1)));
    Task old = cluster.add("s", 1, gpus(1)).getFirst();
    cluster.schedule();
    cluster.put(cluster.task(old.id()).withDesiredState(TaskState.SHUTDOWN));
    Task next = cluster.add("s", 1, gpus(1)).getFirst();
    cluster.schedule();
    assertThat(cluster.nodeOf(next)).isEmpty();
    cluster.observe(old.id(), TaskState.SHUTDOWN);
    cluster.schedule();
    assertThat(cluster.nodeOf(next)).isEqualTo("a");
  }

  private static TaskSpec ofItsOwn(long gpus) {
    return TaskSpec.of(Json.read("{\"Gpus\":" + gpus + "}", ContainerSpec.class));
  }

  @Test
  void gpusOfAContainerArePiecesAsAnyOthers() {
    Cluster cluster =
        new Cluster().with(Nodes.offering("a", 0, 0, named("gpu", "1"), named("gpu", "2")));
    cluster.add("s", 1, gpus(1));
    cluster.schedule();
    Task own = cluster.add("t", 2, ofItsOwn(1)).getFirst();
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (insufficient resources on 1 node)");
    assertThat(cluster.task(own.id()).genericResources()).containsExactly(named("gpu", "2"));
  }

  @Test
  void allGpusAreThoseOfANodeOfWhichNoneIsTaken() {
    Cluster cluster =
        new Cluster()
            .with(
                Nodes.offering("a", 0, 0, named("gpu", "1"), named("gpu", "2")),
                Nodes.offering("b", 0, 0, discrete("gpu", 3)),
                Nodes.offering("c", 0, 0, discrete("gpu", 0)));
    cluster.addFor("a", "first", gpus(1));
    cluster.schedule();
    Task all = cluster.add("t", 2, ofItsOwn(ContainerSpec.ALL_GPUS)).getFirst();
    assertThat(explanation(cluster.schedule()))
        .isEqualTo("no suitable node (insufficient resources on 3 nodes)");
    assertThat(cluster.nodeOf(all)).isEqualTo("b");
    assertThat(cluster.task(all.id()).genericResources()).containsExactly(discrete("gpu", 3));
  }
}
