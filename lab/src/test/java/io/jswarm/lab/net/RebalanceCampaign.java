package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.CommandLine;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.net.Streams.Kind;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * Running tasks move to a node that takes tasks again, on demand and by themselves, and no request
 * is lost; the tests are steps on one cluster.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RebalanceCampaign {
  private static final int PORT = 8090;
  private static final int PER_SECOND = 200;

  /** Fifteen seconds in which nothing happens, and the moves themselves. */
  private static final Duration BY_ITSELF = Duration.ofSeconds(40);

  private static final Duration SOON = Duration.ofSeconds(20);

  private static NetCluster cluster;
  private static LabHost manager;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    cluster = NetCluster.of("balance", 1, 2);
    manager = cluster.lab.host(1);
    cluster
        .api()
        .post(
            "/networks/create",
            "{\"Name\": \"%s\", \"Driver\": \"overlay\"}".formatted(VipCaller.NETWORK))
        .orThrow();
    availability("drain");
    cluster.serve("web", 6, NetCluster.published(PORT), VipCaller.NETWORK);
    cluster.serve("calm", 4, "", VipCaller.NETWORK);
    jswarm("service update -d --rebalance auto calm");
    availability("active");
  }

  @AfterAll
  static void removeIt() {
    if (cluster != null) {
      cluster.remove();
    }
  }

  @Test
  @Order(1)
  void aDryRunSaysWhatWouldMoveAndMovesNothing() throws IOException, InterruptedException {
    Map<String, Integer> before = counts("web");

    String said = jswarm("service rebalance --dry-run web");

    assertThat(said).contains("2 tasks would be moved", "0 to 3", "has 3 of its tasks");
    assertThat(counts("web")).isEqualTo(before);
  }

  @Test
  @Order(2)
  void tasksMoveUnderRequestsAndNoneIsLost() throws IOException, InterruptedException {
    cluster.awaitReachable(PORT, 6);
    Streams.Plan plan =
        new Streams.Plan("web", PORT, List.of(1, 2), 1, PER_SECOND, Kind.NEW_AND_KEPT);
    try (Streams streams = Streams.start(cluster, plan)) {
      assertThat(jswarm("service rebalance web")).contains("web: 2 tasks moved");
      for (TrafficReport report : streams.stop()) {
        assertThat(report.failures()).as(report.text()).isEmpty();
        assertThat(report.answered()).as(report.text()).isEqualTo(report.asked()).isPositive();
      }
    }
    assertThat(counts("web").values()).containsExactly(2, 2, 2);
    assertThat(jswarm("service rebalance web")).contains("Nothing to move");
    assertThat(jswarm("service inspect --pretty web")).contains("RebalanceStatus:", "completed");
  }

  @Test
  @Order(3)
  void aServiceThatAsksForItMovesByItself() throws IOException {
    within(BY_ITSELF, "calm is on all nodes", () -> counts("calm").size() == 3);
    within(
        SOON,
        "it is at rest, and the word was kept through all of it",
        () -> {
          JsonNode service = cluster.api().get("/services/calm").orThrow();
          return service.at("/RebalanceStatus/State").asString("").equals("completed")
              && service.at("/Spec/TaskTemplate/Placement/Rebalance").asString("").equals("auto");
        });
  }

  private static String jswarm(String words) throws InterruptedException {
    Outcome outcome = CommandLine.JSWARM.run(manager, words.split(" "));
    return outcome.orThrow();
  }

  /** Of the third host: whether it takes tasks. */
  private static void availability(String word) throws InterruptedException {
    jswarm("node update -d --availability " + word + " " + cluster.lab.host(3).hostname());
  }

  private static Map<String, Integer> counts(String service) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode task : cluster.from(1).running(service)) {
      counts.merge(task.path("NodeID").asString(""), 1, Integer::sum);
    }
    return counts;
  }
}
