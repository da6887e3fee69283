package io.jswarm.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NodeDrainTest {
  private static final String ONE = task("t1", 1, "n1", "running", "00:00:01");
  private static final String TWO = task("t2", 2, "n1", "running", "00:00:01");
  private static final String ONE_AGAIN = task("t3", 1, "n2", "running", "00:00:09");

  @Test
  void waitsUntilNoTaskIsLeftAndSaysWhereTheyWent() throws IOException {
    try (FakeDaemon daemon =
        drainable()
            .on("GET /tasks", 200, "[" + ONE + "," + TWO + "]")
            .on("GET /tasks", 200, "[" + ONE + "," + TWO + "]")
            .on("GET /tasks", 200, "[" + TWO + "]")
            .on("GET /tasks", 200, "[]")
            .on("GET /tasks", 200, "[" + ONE + "," + ONE_AGAIN + "," + TWO + "]")) {
      Ran ran = Ran.on(daemon, "node", "update", "--availability", "drain", "one");

      assertThat(ran.code()).isZero();
      assertThat(ran.out())
          .isEqualTo(
              """
              one
              one: 2 of 2 tasks left
              one: 1 of 2 tasks left
              web.1 went to two
              web.2 was not replaced
              one: drained, no task is left
              """);
    }
  }

  @Test
  void failsAfterTheTimeoutAndNamesWhatIsLeftAndWhy() throws IOException {
    String waiting =
        task("t4", 2, "", "pending", "00:00:09")
            .replace(
                "\"State\":\"pending\"",
                "\"State\":\"pending\",\"Err\":\"no suitable node (1 node not available)\"");
    try (FakeDaemon daemon =
        drainable()
            .on("GET /tasks", 200, "[" + TWO + "]")
            .on("GET /tasks", 200, "[" + TWO + "]")
            .on("GET /tasks", 200, both(waiting))) {
      Ran ran =
          Ran.on(daemon, "node", "update", "--availability", "drain", "--timeout", "1ns", "one");

      assertThat(ran.code()).isNotZero();
      assertThat(ran.err())
          .contains("node one still has 1 of 1 tasks")
          .contains("web.2 is running and was asked to stop; web.2 goes to nowhere yet: pending")
          .contains("no suitable node");
    }
  }

  @Test
  void detachedItReturnsAtOnce() throws IOException {
    try (FakeDaemon daemon = drainable()) {
      Ran ran = Ran.on(daemon, "node", "update", "--availability", "drain", "--detach", "one");

      assertThat(ran.code()).isZero();
      assertThat(ran.out()).isEqualTo("one\n");
      assertThat(daemon.calls()).noneMatch(call -> call.path().endsWith("/tasks"));
    }
  }

  private static String both(String waiting) {
    return "[" + TWO + "," + waiting + "]";
  }

  private static FakeDaemon drainable() throws IOException {
    return new FakeDaemon()
        .on("GET /nodes/one", 200, node("n1", "one"))
        .on("GET /nodes/n1", 200, node("n1", "one"))
        .on("GET /nodes/n2", 200, node("n2", "two"))
        .on("GET /services/s1", 200, "{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\"}}")
        .on("POST /nodes/n1/update", 200, "");
  }

  private static String node(String id, String hostname) {
    return "{\"ID\":\"%s\",\"Version\":{\"Index\":3},\"Spec\":{},\"Description\":{\"Hostname\":\"%s\"}}"
        .formatted(id, hostname);
  }

  private static String task(String id, int slot, String node, String state, String time) {
    return ("{\"ID\":\"%s\",\"ServiceID\":\"s1\",\"Slot\":%d,\"NodeID\":\"%s\","
            + "\"CreatedAt\":\"2026-11-22T%sZ\",\"Status\":{\"State\":\"%s\"}}")
        .formatted(id, slot, node, time, state);
  }
}
