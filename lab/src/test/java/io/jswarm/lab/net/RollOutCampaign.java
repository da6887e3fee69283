package io.jswarm.lab.net;

import static io.jswarm.lab.net.VipCaller.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.CommandLine;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.net.Streams.Kind;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Ten replicas whose health is watched and that are called by their published port and their
 * virtual address while they are rolled out, well and badly: no request may fail, there are never
 * fewer of them than the roll-out may take away, and whoever waits for it is told the truth. {@code
 * -Djswarm.net.rate=500} sends more requests.
 */
class RollOutCampaign {
  private static final int PORT = 8080;
  private static final int PER_SECOND = Integer.getInteger("jswarm.net.rate", 200);
  private static final int REPLICAS = 10;
  private static final int AT_A_TIME = 2;
  private static final int NODES = 3;
  private static final int LOOK_EVERY_MILLIS = 50;

  /** Words with which the program of the service ends at once, before it was ever healthy. */
  private static final String BROKEN = "netapp breaks";

  private static NetCluster cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    cluster = NetCluster.of("rollout", NODES);
    cluster
        .api()
        .post("/networks/create", "{\"Name\": \"%s\", \"Driver\": \"overlay\"}".formatted(NETWORK))
        .orThrow();
    cluster.serve("web", REPLICAS, NetCluster.published(PORT), NETWORK);
    Outcome watched =
        CommandLine.JSWARM.run(
            cluster.lab.host(1),
            "service",
            "update",
            "--health-cmd",
            "busybox wget -q -O /dev/null http://127.0.0.1/",
            "--health-interval",
            "2s",
            "--health-start-interval",
            "200ms",
            "--health-start-period",
            "10s",
            "--update-parallelism",
            "0",
            "--update-monitor",
            "0s",
            "web");
    assertThat(watched.exitCode()).as(watched.toString()).isZero();
    cluster.awaitReachable(PORT, REPLICAS);
  }

  @AfterAll
  static void removeIt() {
    if (cluster != null) {
      cluster.remove();
    }
  }

  @Test
  void noRequestIsLostWhateverBecomesOfARollOut() throws IOException, InterruptedException {
    var plan = new Streams.Plan("web", PORT, List.of(1, 2), 1, PER_SECOND, Kind.NEW_AND_KEPT);
    try (Streams streams = Streams.start(cluster, plan)) {
      stopsFirst();
      startsFirst();
      pauses();
      goesBackByHand();
      goesBackByItself();
      for (TrafficReport report : streams.stop()) {
        assertThat(report.failures()).as(report.text()).isEmpty();
        assertThat(report.answered()).as(report.text()).isEqualTo(report.asked()).isPositive();
        System.out.println(report.text());
      }
    }
  }

  private static void stopsFirst() throws IOException, InterruptedException {
    Outcome told = keeping(REPLICAS - AT_A_TIME, "--force", "--update-order", "stop-first");
    assertThat(told.exitCode()).as(told.toString()).isZero();
    assertThat(state()).isEqualTo("completed");
  }

  private static void startsFirst() throws IOException, InterruptedException {
    Outcome told = keeping(REPLICAS, "--force", "--update-order", "start-first");
    assertThat(told.exitCode()).as(told.toString()).isZero();
    assertThat(state()).isEqualTo("completed");
  }

  private static void pauses() throws IOException, InterruptedException {
    Outcome told = keeping(REPLICAS, "--args", BROKEN, "--update-order", "start-first");
    assertThat(told.exitCode()).as(told.toString()).isNotZero();
    assertThat(told.stderr())
        .contains("update paused due to failure or early termination of task ");
    assertThat(state()).isEqualTo("paused");
  }

  private static void goesBackByHand() throws IOException, InterruptedException {
    Outcome told = watched(REPLICAS, "service", "rollback", "web");
    assertThat(told.exitCode()).as(told.toString()).isZero();
    assertThat(state()).isEqualTo("rollback_completed");
  }

  private static void goesBackByItself() throws IOException, InterruptedException {
    Outcome told =
        keeping(
            REPLICAS - AT_A_TIME,
            "--args",
            BROKEN,
            "--update-order",
            "stop-first",
            "--update-failure-action",
            "rollback",
            "--rollback-monitor",
            "1s");
    assertThat(told.exitCode()).as(told.toString()).isNotZero();
    assertThat(told.stderr()).contains("the update was rolled back: rollback completed");
    assertThat(state()).isEqualTo("rollback_completed");
  }

  private static Outcome keeping(int floor, String... flags)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("service", "update", "--update-parallelism"));
    words.addAll(List.of(String.valueOf(AT_A_TIME), "--update-monitor", "1s"));
    words.addAll(List.of(flags));
    words.add("web");
    return watched(floor, words.toArray(String[]::new));
  }

  /** Runs a command while the running replicas are counted. */
  private static Outcome watched(int floor, String... words)
      throws IOException, InterruptedException {
    Queue<Integer> counts = new ConcurrentLinkedQueue<>();
    Outcome told;
    try (var counter = Executors.newSingleThreadScheduledExecutor()) {
      var counting =
          counter.scheduleWithFixedDelay(
              () -> counts.add(count()), 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      told = CommandLine.JSWARM.run(cluster.lab.host(1), words);
      assertThat(counting.isDone()).as("the count has failed").isFalse();
      counter.shutdownNow();
    }
    assertThat(counts).as("running replicas during %s", List.of(words)).isNotEmpty();
    assertThat(counts).allMatch(count -> count >= floor);
    return told;
  }

  private static int count() {
    try {
      return cluster.from(1).running("web").size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String state() throws IOException {
    JsonNode service = cluster.api().get("/services/web").orThrow();
    return service.at("/UpdateStatus/State").asString("");
  }
}
