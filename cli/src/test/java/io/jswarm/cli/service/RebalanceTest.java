package io.jswarm.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RebalanceTest {
  private static final String PATH = "POST /jswarm/v1/services/rebalance";
  private static final String PLAN =
      """
      {"Moves":[{"ServiceID":"s1","Task":"web.3","TaskID":"t3","FromID":"n1","From":"h1",
         "ToID":"n4","To":"h4","Why":"h1 has 5 of its tasks, h4 none"}],"More":false,
       "Services":[
         {"ServiceID":"s1","Service":"web","Moves":1,"Fewest":0,"Most":5,"FewestAfter":1,
          "MostAfter":4},
         {"ServiceID":"s2","Service":"even","Moves":0,"Fewest":1,"Most":1,"FewestAfter":1,
          "MostAfter":1}],
       "Excluded":[{"Service":"db","Why":"is being updated"}]}
      """;

  private static String service(String status) {
    return "{\"ID\":\"s1\",\"Spec\":{\"Name\":\"web\"},\"RebalanceStatus\":" + status + "}";
  }

  @Test
  void aDryRunShowsTheMovesAndTheSpreadBeforeAndAfter() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on(PATH, 200, PLAN)) {
      Ran ran = Ran.on(daemon, "service", "rebalance", "--dry-run", "--max-moves", "2", "web");

      assertThat(ran.out())
          .isEqualTo(
              """
              TASK      FROM      TO        WHY
              web.3     h1        h4        h1 has 5 of its tasks, h4 none

              SERVICE   TASKS PER NODE   AFTER
              web       0 to 5           1 to 4

              1 task would be moved, each once a new one runs in its place.
              db stays as it is: it is being updated
              """);
      assertThat(daemon.calls().getFirst().body())
          .isInstanceOfSatisfying(
              JsonObject.class,
              asked -> {
                assertThat(asked.texts("Services")).containsExactly("web");
                assertThat(asked.flag("DryRun")).isTrue();
                assertThat(asked.number("MaxMoves")).isEqualTo(2);
              });
    }
  }

  @Test
  void itWaitsUntilTheTasksHaveMovedAndNamesThoseThatStayed() throws IOException {
    try (FakeDaemon daemon =
        new FakeDaemon()
            .on(PATH, 200, PLAN)
            .on("GET /services/s1", 200, service("{\"State\":\"moving\",\"Moves\":1}"))
            .on(
                "GET /services/s1",
                200,
                service(
                    "{\"State\":\"completed\",\"Moves\":2,\"Stayed\":"
                        + "[{\"Slot\":4,\"Reason\":\"it ended there\"}]}"))) {
      Ran ran = Ran.on(daemon, "service", "rebalance");

      assertThat(ran.out())
          .endsWith(
              """
              web: move 1 has begun
              web: 1 task moved
              web.4 stays where it is: it ended there
              """);
      assertThat(ran.code()).isEqualTo(1);
    }
  }

  @Test
  void whenThereIsNothingToMoveItSaysSo() throws IOException {
    String none = "{\"Moves\":[],\"More\":false,\"Services\":[],\"Excluded\":[]}";
    try (FakeDaemon daemon = new FakeDaemon().on(PATH, 200, none)) {
      Ran ran = Ran.on(daemon, "service", "rebalance", "web");

      assertThat(ran.out()).isEqualTo("Nothing to move: no node would be better for any task.\n");
      assertThat(ran.code()).isZero();
    }
  }

  @Test
  void aNumberOfMovesIsAtLeastOne() {
    assertThat(Ran.alone("service", "rebalance", "--max-moves", "0").err())
        .contains("invalid argument \"0\" for \"--max-moves\": at least 1");
  }
}
