package io.jswarm.scheduler;

import static io.jswarm.scheduler.Cluster.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.EndpointSpec;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.Version;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node where a service keeps failing is avoided for a while. */
class FaultyNodesTest {
  private final Cluster cluster = cluster();

  private static Cluster cluster() {
    Cluster cluster = new Cluster().with(Nodes.ready("id1"), Nodes.ready("id2"));
    cluster.running("id1", "other", 1);
    return cluster;
  }

  private String attempt(Version version) {
    Task task = cluster.add("s", 1, PLAIN, version, EndpointSpec.UNSET).getFirst();
    cluster.schedule();
    String node = cluster.nodeOf(task);
    cluster.observe(task.id(), TaskState.FAILED);
    return node;
  }

  @Test
  void afterFiveFailuresTheOtherNodeIsChosenDespiteItsTasks() {
    for (int i = 0; i < 5; i++) {
      assertThat(attempt(new Version(1))).as("attempt %d", i).isEqualTo("id2");
    }
    assertThat(attempt(new Version(1))).isEqualTo("id1");
  }

  @Test
  void aNewSpecVersionStartsWithACleanSlate() {
    for (int i = 0; i < 5; i++) {
      attempt(new Version(1));
    }
    assertThat(attempt(new Version(2))).isEqualTo("id2");
    assertThat(attempt(new Version(1))).isEqualTo("id1");
  }

  @Test
  void failuresAreForgottenAfterFiveMinutes() {
    for (int i = 0; i < 5; i++) {
      attempt(new Version(1));
    }
    cluster.wait(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(attempt(new Version(1))).isEqualTo("id2");
  }

  @Test
  void whenAllNodesAreBadTheLeastBadIsChosen() {
    for (int i = 0; i < 10; i++) {
      attempt(new Version(1));
    }
    assertThat(attempt(new Version(1))).isEqualTo("id2");
    assertThat(attempt(new Version(1))).isEqualTo("id1");
  }

  @Test
  void aBadNodeIsStillUsedWhenThereIsNoOther() {
    cluster.removeNode("id1");
    for (int i = 0; i < 7; i++) {
      assertThat(attempt(new Version(1))).isEqualTo("id2");
    }
  }
}
