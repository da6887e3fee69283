package io.jswarm.manager.orchestration;

import static io.jswarm.manager.bench.Fixtures.scaled;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.manager.bench.Bench;
import io.jswarm.manager.writer.WriterInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is given tasks while it is not known who lives. */
class AttendanceTest {
  @Test
  void aNodeWithoutASessionGetsNothingNewUntilItHasOne() {
    Bench bench = Bench.withNodes(3);
    bench.offer(new WriterInput.Attendance("n1", false));

    Service web = bench.create(web(4));
    assertThat(nodesOf(bench, web)).containsOnly("n2", "n3");
    bench.offer(new WriterInput.Attendance("n1", true));
    bench.update(web, scaled(web.spec(), 6));

    assertThat(nodesOf(bench, web)).contains("n1");
  }

  @Test
  void aTaskThatFitsNoOtherNodeWaitsForTheAbsentOne() {
    Bench bench = Bench.withNodes(1);
    bench.offer(new WriterInput.Attendance("n1", false));
    Service web = bench.create(web(1));
    assertThat(nodesOf(bench, web)).containsOnly("");

    bench.offer(new WriterInput.Attendance("n1", true));

    assertThat(nodesOf(bench, web)).containsOnly("n1");
  }

  @Test
  void theFirstToComeToANewLeaderDoesNotGetAll() {
    Bench bench = termBegins(4);
    Service web = bench.create(web(4));
    bench.offer(new WriterInput.Attendance("n1", true));
    assertThat(nodesOf(bench, web)).containsOnly("");

    come(bench, "n2", "n3", "n4");

    assertThat(nodesOf(bench, web)).containsExactlyInAnyOrder("n1", "n2", "n3", "n4");
  }

  @Test
  void oneThatIsMissingIsNotWaitedFor() {
    Bench bench = termBegins(4);
    Service web = bench.create(web(3));
    come(bench, "n1", "n2", "n3");
    assertThat(nodesOf(bench, web)).containsOnly("");

    bench.pass(Attendance.ON_THE_WAY);

    assertThat(nodesOf(bench, web)).containsExactlyInAnyOrder("n1", "n2", "n3");
  }

  @Test
  void severalThatAreMissingAreWaitedForASecond() {
    Bench bench = termBegins(8);
    Service web = bench.create(web(2));
    come(bench, "n1", "n2");

    bench.pass(Attendance.PATIENCE.minus(Duration.ofMillis(1)));
    assertThat(nodesOf(bench, web)).containsOnly("");
    bench.pass(Duration.ofMillis(1));

    assertThat(nodesOf(bench, web)).containsExactlyInAnyOrder("n1", "n2");
  }

  private static Bench termBegins(int nodes) {
    Bench bench = Bench.withNodes(nodes);
    bench.take(bench.core.lostLeadership());
    bench.take(bench.core.becameLeader(2, bench.image, bench.now));
    return bench;
  }

  private static void come(Bench bench, String... nodeIds) {
    for (String nodeId : nodeIds) {
      bench.offer(new WriterInput.Attendance(nodeId, true));
    }
  }

  private static List<String> nodesOf(Bench bench, Service service) {
    return bench.wanted(service).stream().map(Task::nodeId).toList();
  }
}
