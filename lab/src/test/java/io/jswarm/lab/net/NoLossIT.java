package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.Traffic;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests on a published port while its service and its cluster change: none may fail. */
class NoLossIT {
  private static final int PORT = 8080;
  private static final int PER_SECOND = Integer.getInteger("jswarm.net.rate", 200);
  private static final int CONNECTIONS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int NODES = 3;

  private static NetCluster cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    cluster = NetCluster.of("noloss", NODES);
    cluster.serve("web", NODES, NetCluster.published(PORT));
  }

  @AfterAll
  static void removeIt() {
    if (cluster != null) {
      cluster.remove();
    }
  }

  @BeforeEach
  void everyNodeAnswers() {
    cluster.from(1).awaitRunning("web", NODES);
    cluster.awaitReachable(PORT, NODES);
  }

  /** What may interrupt. */
  private interface Event {
    void happen() throws IOException, InterruptedException;
  }

  @Test
  void scalingUpAndDown() throws IOException, InterruptedException {
    withTraffic(
        List.of(1, 3),
        Kept.TOO,
        () -> {
          update(spec -> replicas(spec, 9));
          cluster.from(1).awaitRunning("web", 9);
          update(spec -> replicas(spec, NODES));
          within(SOON, "three tasks are left", () -> running().size() == NODES);
        });
  }

  @Test
  void rollingAnUpdateOut() throws IOException, InterruptedException {
    Set<String> before = ids();
    withTraffic(
        List.of(1, 2),
        Kept.TOO,
        () -> {
          update(NoLossIT::force);
          within(
              SOON,
              "every task is another",
              () -> ids().size() == NODES && ids().stream().noneMatch(before::contains));
        });
  }

  @Test
  void drainingANode() throws IOException, InterruptedException {
    withTraffic(
        List.of(1, 3),
        Kept.TOO,
        () -> {
          availability(2, "drain");
          within(
              SOON,
              "the tasks run elsewhere",
              () ->
                  running().size() == NODES && running().stream().noneMatch(task -> isOn(task, 2)));
          availability(2, "active");
        });
    update(NoLossIT::force);
    within(SOON, "a task runs on each", () -> running().stream().anyMatch(task -> isOn(task, 2)));
  }

  @Test
  void restartingEveryDaemonInTurn() throws IOException, InterruptedException {
    withTraffic(
        List.of(1, 2, 3),
        Kept.NOT,
        () -> {
          for (LabHost host : cluster.lab.hosts()) {
            host.stopDaemon();
            host.startDaemon();
            cluster.from(1).awaitReady(NODES);
          }
        });
  }

  @Test
  void losingTheLeadersDaemon() throws IOException, InterruptedException {
    withTraffic(
        List.of(1, 2, 3),
        Kept.NOT,
        () -> {
          LabHost leader = cluster.from(1).leader();
          int other = leader.index() % NODES + 1;
          leader.killDaemon();
          within(
              SOON, "another leads", () -> cluster.from(other).leader().index() != leader.index());
          leader.startDaemon();
          cluster.from(other).awaitReady(NODES);
        });
  }

  /** Whether connections that stay open are among those that must not fail. */
  private enum Kept {
    TOO,
    /** A daemon that is away for long has its tasks replaced, and connections to them are cut. */
    NOT
  }

  /** Requests through each of these nodes, from an address of its own for each. */
  private static void withTraffic(List<Integer> through, Kept kept, Event event)
      throws IOException, InterruptedException {
    List<Traffic> streams = new ArrayList<>();
    try {
      for (int node : through) {
        String address = cluster.lab.host(node).address();
        Traffic.Plan plan =
            Traffic.Plan.of(address, PORT, PER_SECOND / through.size())
                .from(NetCluster.OUTSIDE_STEM + node);
        streams.add(cluster.traffic(plan));
        if (kept == Kept.TOO) {
          streams.add(cluster.traffic(plan.over(CONNECTIONS)));
        }
      }
      event.happen();
      for (Traffic stream : streams) {
        TrafficReport report = stream.stop();
        assertThat(report.failures()).as(report.text()).isEmpty();
        assertThat(report.answered()).as(report.text()).isEqualTo(report.asked()).isPositive();
      }
    } finally {
      streams.forEach(Traffic::close);
    }
  }

  private interface Edit {
    void on(ObjectNode spec);
  }

  private static void update(Edit edit) throws IOException {
    JsonNode service = cluster.api().get("/services/web").orThrow();
    ObjectNode spec = (ObjectNode) service.path("Spec");
    edit.on(spec);
    long version = service.path("Version").path("Index").asLong();
    cluster.api().post("/services/web/update?version=" + version, spec.toString()).orThrow();
  }

  private static void replicas(ObjectNode spec, int replicas) {
    ((ObjectNode) spec.path("Mode").path("Replicated")).put("Replicas", replicas);
  }

  private static void force(ObjectNode spec) {
    ObjectNode template = (ObjectNode) spec.path("TaskTemplate");
    template.put("ForceUpdate", template.path("ForceUpdate").asInt(0) + 1);
  }

  private static void availability(int host, String availability) throws IOException {
    String name = cluster.lab.host(host).hostname();
    JsonNode node = cluster.api().get("/nodes/" + nodeId(name)).orThrow();
    ObjectNode spec = (ObjectNode) node.path("Spec");
    spec.put("Availability", availability);
    long version = node.path("Version").path("Index").asLong();
    cluster
        .api()
        .post("/nodes/" + nodeId(name) + "/update?version=" + version, spec.toString())
        .orThrow();
  }

  private static String nodeId(String hostname) throws IOException {
    for (JsonNode node : cluster.api().get("/nodes").orThrow()) {
      if (node.path("Description").path("Hostname").asString("").equals(hostname)) {
        return node.path("ID").asString("");
      }
    }
    throw new IllegalStateException("no node is called " + hostname);
  }

  private static boolean isOn(JsonNode task, int host) {
    try {
      return task.path("NodeID").asString("").equals(nodeId(cluster.lab.host(host).hostname()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> running() throws IOException {
    return cluster.from(1).running("web");
  }

  private static Set<String> ids() throws IOException {
    return running().stream().map(t -> t.path("ID").asString("")).collect(Collectors.toSet());
  }
}
