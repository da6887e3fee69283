package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;
import static io.jswarm.lab.net.VipCaller.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.net.Streams.Kind;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests to a service by its published port and by its virtual address while it and its cluster
 * change: none may fail. {@code -Djswarm.net.rate=500} sends more of them: so many in each second
 * from outside and from containers each, over new connections and over kept ones each.
 */
class NoLossIT {
  private static final int PORT = 8080;
  private static final int PER_SECOND = Integer.getInteger("jswarm.net.rate", 200);

  /** Longer than the managers wait for a daemon that gave no notice. */
  private static final Duration LONG_RESTART = Duration.ofSeconds(6);

  /** How much longer the others are called after a node is lost. */
  private static final Duration AFTER_LOSS = Duration.ofSeconds(2);

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int NODES = 3;

  private static NetCluster cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    cluster = NetCluster.of("noloss", NODES);
    cluster
        .api()
        .post("/networks/create", "{\"Name\": \"%s\", \"Driver\": \"overlay\"}".formatted(NETWORK))
        .orThrow();
    cluster.serve("web", NODES, NetCluster.published(PORT), NETWORK);
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
    nothingIsLost(
        List.of(1, 3),
        Kind.NEW_AND_KEPT,
        () -> {
          update(spec -> replicas(spec, 9));
          cluster.from(1).awaitRunning("web", 9);
          update(spec -> replicas(spec, NODES));
          within(SOON, "three tasks are left", () -> running().size() == NODES);
        });
  }

  @Test
  void scalingByOneTaskAtATime() throws IOException, InterruptedException {
    nothingIsLost(
        List.of(1, 3),
        Kind.NEW_AND_KEPT,
        () -> {
          for (int tasks : new int[] {4, 5, 4, 3, 2, 1, 2, 3}) {
            update(spec -> replicas(spec, tasks));
            within(SOON, tasks + " tasks run", () -> running().size() == tasks);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop-first", "start-first"})
  void replacingTheTasksOneByOne(String order) throws IOException, InterruptedException {
    Set<String> before = ids();
    nothingIsLost(
        List.of(1, 2),
        Kind.NEW_AND_KEPT,
        () -> {
          update(spec -> {
            spec.putObject("UpdateConfig").put("Parallelism", 1).put("Order", order);
            force(spec);
          });
          within(
              SOON,
              "every task is another",
              () -> ids().size() == NODES && ids().stream().noneMatch(before::contains));
        });
  }

  @Test
  void drainingANode() throws IOException, InterruptedException {
    nothingIsLost(
        List.of(1, 3),
        Kind.NEW_AND_KEPT,
        () -> {
          availability(2, "drain");
          within(
              SOON,
              "the tasks run elsewhere",
              () ->
                  running().size() == NODES && running().stream().noneMatch(task -> isOn(task, 2)));
          availability(2, "active");
        });
    spread();
  }

  @Test
  void restartingEveryDaemonInTurn() throws IOException, InterruptedException {
    Set<String> before = ids();
    nothingIsLost(
        List.of(1, 2, 3),
        Kind.NEW_AND_KEPT,
        () -> {
          for (LabHost host : cluster.lab.hosts()) {
            host.stopDaemon();
            if (host.index() == NODES) {
              Awaitility.await().pollDelay(LONG_RESTART).until(() -> true);
            }
            host.startDaemon();
            cluster.from(1).awaitReady(NODES);
          }
        });
    assertThat(ids()).as("no task was replaced").isEqualTo(before);
  }

  @Test
  void losingTheLeadersDaemon() throws IOException, InterruptedException {
    // a daemon that ends without notice may be away for too long, and kept connections are cut then
    nothingIsLost(
        List.of(1, 2, 3),
        Kind.NEW,
        () -> {
          LabHost leader = cluster.from(1).leader();
          int other = leader.index() % NODES + 1;
          leader.killDaemon();
          leader.beginDaemon();
          within(
              SOON, "another leads", () -> cluster.from(other).leader().index() != leader.index());
          leader.awaitDaemon();
          cluster.from(leader.index()).awaitReady(NODES);
        });
  }

  @Test
  void losingThePowerOfANode() throws IOException, InterruptedException {
    int leader = cluster.from(1).leader().index();
    LabHost lost = cluster.lab.host(leader == NODES ? 2 : NODES);
    List<String> gone =
        running().stream()
            .filter(task -> isOn(task, lost.index()))
            .map(ClusterView::containerOf)
            .toList();
    List<Integer> through = List.of(1, 5 - lost.index());
    try (Streams streams = Streams.start(cluster, plan(through, Kind.NEW_AND_KEPT))) {
      lost.powerOff();
      within(SOON, "the node is down", () -> isDown(lost));
      cluster.from(1).awaitRunning("web", NODES);
      cluster.awaitReachable(through.stream().map(cluster.lab::host).toList(), PORT, NODES);
      long noticed = System.nanoTime();
      Awaitility.await().pollDelay(AFTER_LOSS).until(() -> true);
      long sinceNoticed = Duration.ofNanos(System.nanoTime() - noticed).toMillis();
      for (TrafficReport report : streams.stop()) {
        assertThat(report.failures())
            .as(report.text())
            .allMatch(
                each -> each.isFirst() || gone.stream().anyMatch(id -> id.startsWith(each.name())))
            .allMatch(each -> each.sentMillis() < report.lengthMillis() - sinceNoticed);
        assertThat(report.answered() + report.failed()).isEqualTo(report.asked()).isPositive();
      }
    } finally {
      lost.powerOn();
      cluster.from(1).awaitReady(NODES);
    }
    spread();
  }

  private static Streams.Plan plan(List<Integer> through, Kind kind) {
    return new Streams.Plan("web", PORT, through, 1, PER_SECOND, kind);
  }

  private static void nothingIsLost(List<Integer> through, Kind kind, Event event)
      throws IOException, InterruptedException {
    try (Streams streams = Streams.start(cluster, plan(through, kind))) {
      event.happen();
      for (TrafficReport report : streams.stop()) {
        assertThat(report.failures()).as(report.text()).isEmpty();
        assertThat(report.answered()).as(report.text()).isEqualTo(report.asked()).isPositive();
        System.out.println(report.text());
      }
    }
  }

  /** Puts a task on every node again. */
  private static void spread() throws IOException {
    update(spec -> {
      spec.remove("UpdateConfig");
      force(spec);
    });
    within(
        SOON,
        "a task runs on each",
        () -> {
          List<JsonNode> tasks = running();
          return tasks.size() == NODES
              && cluster.lab.hosts().stream()
                  .allMatch(host -> tasks.stream().anyMatch(task -> isOn(task, host.index())));
        });
  }

  private static boolean isDown(LabHost host) throws IOException {
    return cluster
        .api()
        .get("/nodes/" + nodeId(host.hostname()))
        .orThrow()
        .at("/Status/State")
        .asString("")
        .equals("down");
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
