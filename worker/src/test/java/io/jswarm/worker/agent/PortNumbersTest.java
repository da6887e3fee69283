package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage.Assignment;
import io.jswarm.worker.task.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortNumbersTest {
  private static final PortConfig ANY = new PortConfig("", "tcp", 80, 0, "host");
  private static final PortConfig FIXED = new PortConfig("", "tcp", 443, 8443, "host");

  @Test
  void aPortWithoutANumberGetsOneAndTheOthersKeepTheirs() {
    Assignment numbered = PortNumbers.complete(task("t1", FIXED, ANY), Stream.of());

    assertThat(numbered.hostPorts().get(0)).isEqualTo(FIXED);
    assertThat(numbered.hostPorts().get(1).withPublishedPort(0)).isEqualTo(ANY);
    assertThat(numbered.hostPorts().get(1).publishedPort())
        .isBetween(PortNumbers.FIRST, PortNumbers.LAST);
  }

  @Test
  void aTaskThatIsNamedAgainKeepsItsNumbers() {
    Assignment told = task("t1", ANY, ANY.withHostIp("10.0.0.5"), ANY);
    Assignment first = PortNumbers.complete(told, Stream.of());

    assertThat(PortNumbers.complete(told, Stream.of(first))).isEqualTo(first);
  }

  @Test
  void noTwoTasksOfANodeHaveTheSameNumber() {
    List<Assignment> held = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      // ids whose hash codes are the same begin their search at the same number
      String id = Integer.toBinaryString(64 + i).replace("0", "Aa").replace("1", "BB");
      held.add(PortNumbers.complete(task(id, ANY, ANY), held.stream()));
    }
    assertThat(held)
        .flatExtracting(Assignment::hostPorts)
        .extracting(PortConfig::publishedPort)
        .doesNotHaveDuplicates()
        .doesNotContain(0);
  }

  @Test
  void whatAnotherTaskHasForItselfIsNotTaken() {
    int wanted = only(PortNumbers.complete(task("t1", ANY), Stream.of()));
    Assignment other = task("t2", FIXED.withPublishedPort(wanted));

    assertThat(only(PortNumbers.complete(task("t1", ANY), Stream.of(other)))).isNotEqualTo(wanted);
  }

  private static int only(Assignment assignment) {
    return assignment.hostPorts().getFirst().publishedPort();
  }

  private static Assignment task(String id, PortConfig... ports) {
    return Sample.assigned(id, TaskState.RUNNING).withHostPorts(List.of(ports));
  }
}
