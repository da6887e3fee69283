package io.jswarm.lab.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.worker.engine.LocalContainer;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agents and dispatchers against each other while connections break, nodes fall silent, daemons
 * crash and leaders change. To run one seed again: {@code -Dtest=SessionStormTest -Djswarm.seed=N}.
 */
class SessionStormTest {
  private static final int SEEDS = 100;
  private static final int TROUBLES = 150;

  static LongStream seeds() {
    String one = System.getProperty("jswarm.seed");
    return one == null ? LongStream.range(0, SEEDS) : LongStream.of(Long.parseLong(one));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void whateverBreaksNothingRunsTwiceAndAllAgreeInTheEnd(long seed) {
    Storm storm = new Storm(seed, 3);
    for (int i = 0; i < TROUBLES; i++) {
      storm.mischief();
      storm.time.run(storm.someTime(), () -> nothingRunsTwice(storm, seed));
    }
    storm.releaseAll();
    storm.time.run(Duration.ofMinutes(2), () -> nothingRunsTwice(storm, seed));

    allAgree(storm, seed);
  }

  private static void nothingRunsTwice(Storm storm, long seed) {
    for (StormNode node : storm.nodes) {
      node.starts.forEach(
          (task, count) -> assertThat(count).as("starts of %s, seed=%d", task, seed).isEqualTo(1));
    }
  }

  private static void allAgree(Storm storm, long seed) {
    for (Node node : storm.image.nodes().values()) {
      assertThat(node.status().state())
          .as("%s, seed=%d", node.id(), seed)
          .isEqualTo(NodeState.READY);
    }
    for (StormNode node : storm.nodes) {
      for (LocalContainer container : node.containers.values()) {
        assertThat(storm.image.task(container.taskId()))
            .as("task of a container on %s, seed=%d", node.id, seed)
            .isNotNull();
      }
      for (Task task : storm.image.tasksOfNode(node.id)) {
        agree(task, node, seed);
      }
    }
  }

  private static void agree(Task task, StormNode node, long seed) {
    String what = "task " + task.id() + ", seed=" + seed;
    TaskState state = task.status().state();
    boolean runs =
        node.containers.values().stream()
            .filter(each -> each.taskId().equals(task.id()))
            .anyMatch(each -> each.state() instanceof LocalContainer.Running);
    TaskState seen = node.core().task(task.id()).orElseThrow().status().state();
    // A node that dies before it wrote down how a task ended may find another end for it.
    assertThat(seen == state || (seen.isTerminal() && state.isTerminal()))
        .as("%s is %s there and %s here", what, seen, state)
        .isTrue();
    assertThat(runs).as(what).isEqualTo(state == TaskState.RUNNING);
    if (task.desiredState() == TaskState.RUNNING) {
      assertThat(state == TaskState.RUNNING || state.isTerminal()).as(what).isTrue();
    } else {
      assertThat(state.isTerminal()).as(what).isTrue();
    }
  }
}
