package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.Place;
import io.jswarm.lab.traffic.Traffic;
import io.jswarm.lab.traffic.TrafficReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A service with a task on each of three nodes, on a network that is encrypted and on one that is
 * not: what others on the cable can read, and what keys and programs that end do to the traffic.
 */
class EncryptedNetworkIT {
  private static final int NODES = 3;
  private static final int PORT = 80;
  private static final int PER_SECOND = 50;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TURN = Duration.ofHours(12);
  private static final String SECRET = "secret";
  private static final String OPEN = "open";
  private static final String PROGRAM = "/usr/bin/wireguard-go";

  private static NetCluster cluster;
  private static Wiretap wiretap;
  private static int secretVni;
  private static int openVni;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    cluster = NetCluster.of("secret", NODES);
    haveOwnClocks();
    secretVni = create(SECRET, "{\"encrypted\": \"\"}");
    openVni = create(OPEN, "{}");
    serveOnEveryNode();
    wiretap =
        Wiretap.of(
            cluster.lab,
            Map.of(
                SECRET,
                "udp dport 4789 @th,96,24 " + secretVni,
                OPEN,
                "udp dport 4789 @th,96,24 " + openVni,
                "tunnels",
                "udp dport 51820-51821"));
  }

  /** From their next start on, the clocks of daemons can be set at any time. */
  private static void haveOwnClocks() throws InterruptedException {
    for (LabHost host : cluster.lab.hosts()) {
      host.setClock(Duration.ZERO);
      host.stopDaemon();
      host.beginDaemon();
    }
    for (LabHost host : cluster.lab.hosts()) {
      host.awaitDaemon();
    }
    cluster.from(1).awaitReady(NODES);
  }

  @AfterAll
  static void removeIt() {
    if (cluster != null) {
      cluster.remove();
    }
  }

  @BeforeEach
  void allReachAll() throws IOException {
    cluster.from(1).awaitRunning("web", NODES);
    within(SOON, "all tasks reach each other", EncryptedNetworkIT::allAnswer);
  }

  @Test
  void packetsTravelEncryptedAndThoseInTheClearAreNotLetIn()
      throws InterruptedException, IOException {
    assertThat(wiretap.seen(SECRET)).as("packets of the encrypted network").isZero();
    assertThat(wiretap.seen("tunnels")).as("packets between the tunnels' ports").isPositive();
    List<JsonNode> tasks = cluster.from(1).running("web");
    cluster.in(tasks.get(0)).ask("udp", address(tasks.get(1), OPEN), PORT, 3);
    assertThat(wiretap.seen(OPEN)).as("packets of the other network").isPositive();

    LabHost host = cluster.lab.host(1);
    for (int vni : List.of(openVni, secretVni)) {
      String header =
          "\\x08\\x00\\x00\\x00\\x%02x\\x%02x\\x%02x\\x00"
              .formatted(vni >> 16, vni >> 8 & 0xff, vni & 0xff);
      String frame = "\\xff".repeat(6) + "\\x02\\x00\\x00\\x00\\x00\\x01" + "\\x08\\x00";
      String script =
          "printf '%s%s%s' >/dev/udp/%s/4789"
              .formatted(header, frame, "x".repeat(46), host.address());
      long before = received(host, vni);
      cluster.lab.outside(List.of("bash", "-c", script)).orThrow();
      if (vni == openVni) {
        within(SOON, "a frame of anybody arrives", () -> received(host, vni) > before);
      } else {
        assertThat(received(host, vni)).isEqualTo(before);
      }
    }
  }

  @Test
  void nothingIsLostWhileKeysTurn() throws IOException, InterruptedException {
    long turns = Instant.now().getEpochSecond() / TURN.toSeconds();
    Instant turn = Instant.ofEpochSecond((turns + 2) * TURN.toSeconds());
    List<Traffic> streams = new ArrayList<>();
    try {
      List<JsonNode> tasks = cluster.from(1).running("web");
      for (int task = 0; task < NODES; task++) {
        String to = address(tasks.get((task + 1) % NODES), SECRET);
        Traffic.Plan plan = Traffic.Plan.of(to, PORT, PER_SECOND);
        streams.add(cluster.traffic(cluster.in(tasks.get(task)), plan));
        streams.add(cluster.traffic(cluster.in(tasks.get(task)), plan.over(1)));
      }
      List<String> keys = publicKeys();
      for (LabHost host : cluster.lab.hosts()) {
        setClock(host, turn.minusSeconds(3600));
      }
      within(SOON, "every node has another key", () -> changed(keys, publicKeys()) == NODES);
      List<String> sending = waysOut();
      for (LabHost host : cluster.lab.hosts()) {
        setClock(host, turn.plusSeconds(60));
      }
      within(SOON, "every node sends with it", () -> changed(sending, waysOut()) == NODES);
      for (Traffic stream : streams) {
        TrafficReport report = stream.stop();
        assertThat(report.failures()).as(report.text()).isEmpty();
        assertThat(report.answered()).as(report.text()).isEqualTo(report.asked()).isPositive();
      }
    } finally {
      streams.forEach(Traffic::close);
    }
    assertThat(wiretap.seen(SECRET)).as("packets of the encrypted network").isZero();
  }

  @Test
  void aRestartedDaemonTakesItsTunnelsOverAsTheyAre() throws InterruptedException, IOException {
    LabHost host = cluster.lab.host(2);
    List<String> processes = processes(host);
    String keys = host.exec("wg", "show", "all", "public-key").orThrow();
    host.stopDaemon();
    host.startDaemon();
    cluster.from(1).awaitReady(NODES);
    within(SOON, "all tasks reach each other", EncryptedNetworkIT::allAnswer);
    assertThat(processes(host)).isEqualTo(processes);
    assertThat(host.exec("wg", "show", "all", "public-key").orThrow()).isEqualTo(keys);
  }

  @Test
  void aTunnelThatDiesIsMadeAnewAndNothingLeavesInTheClearMeanwhile() throws InterruptedException {
    LabHost host = cluster.lab.host(2);
    List<String> before = processes(host);
    assertThat(before).hasSize(2);
    for (String pid : before) {
      host.exec("kill", "-9", pid).orThrow();
    }
    assertThat(host.exec("ip", "route", "get", "198.18.0.1").succeeded())
        .as("there is a way to another node that is not the tunnel")
        .isFalse();
    within(SOON, "all tasks reach each other again", EncryptedNetworkIT::allAnswer);
    assertThat(processes(host)).hasSize(2).doesNotContainAnyElementsOf(before);
    assertThat(wiretap.seen(SECRET)).as("packets of the encrypted network").isZero();
  }

  @Test
  void aNodeWhoseTunnelsStayClosedSaysSoUntilTheyOpen() throws InterruptedException, IOException {
    LabHost host = cluster.lab.host(2);
    host.exec("mount", "--bind", "/dev/null", PROGRAM).orThrow();
    try {
      for (String pid : processes(host)) {
        host.exec("kill", "-9", pid).orThrow();
      }
      within(
          SOON,
          "the node says that its encrypted networks are closed",
          () -> message(host).contains("encrypted networks are closed"));
    } finally {
      host.exec("umount", PROGRAM).orThrow();
    }
    within(SOON, "the node has nothing to say", () -> message(host).isEmpty());
  }

  @Test
  void aNodeThatCannotEncryptRejectsTasksAndSaysWhy() throws InterruptedException, IOException {
    cluster.removeService("web");
    for (LabHost host : cluster.lab.hosts()) {
      within(SOON, "no tunnel is left on " + host.hostname(), () -> !hasTunnels(host));
    }
    LabHost host = cluster.lab.host(3);
    host.exec("mount", "--bind", "/dev/null", PROGRAM).orThrow();
    try {
      create(
          "here",
          1,
          "{\"Constraints\": [\"node.hostname==%s\"]}".formatted(host.hostname()),
          SECRET);
      within(
          SOON,
          "a task is rejected with the reason",
          () ->
              errors("here").stream()
                  .anyMatch(why ->
                      why.contains("network secret is encrypted") && why.contains("wireguard-go")));
      cluster.removeService("here");
    } finally {
      host.exec("umount", PROGRAM).orThrow();
    }
    serveOnEveryNode();
  }

  private static void serveOnEveryNode() throws IOException {
    create("web", NODES, "{\"MaxReplicas\": 1}", SECRET, OPEN);
    cluster.from(1).awaitRunning("web", NODES);
  }

  private static void create(String name, int replicas, String placement, String... networks)
      throws IOException {
    String spec =
        NetCluster.spec(name, replicas, "", networks)
            .replace("\"Networks\"", "\"Placement\": " + placement + ", \"Networks\"");
    cluster.api().post("/services/create", spec).orThrow();
  }

  /** What the node says of itself, as its list shows it. */
  private static String message(LabHost host) throws IOException {
    for (JsonNode each : cluster.api().get("/nodes").orThrow()) {
      if (each.path("Description").path("Hostname").asString("").equals(host.hostname())) {
        return each.path("Status").path("Message").asString("");
      }
    }
    throw new IllegalStateException(host.hostname() + " is no node");
  }

  private static List<String> processes(LabHost host) throws InterruptedException {
    return List.of(host.exec("pidof", "wireguard-go").orThrow().split(" "));
  }

  private static int create(String name, String options) throws IOException {
    cluster
        .api()
        .post(
            "/networks/create",
            "{\"Name\": \"%s\", \"Driver\": \"overlay\", \"Options\": %s}".formatted(name, options))
        .orThrow();
    JsonNode shown = cluster.api().get("/networks/" + name).orThrow().path("Options");
    return Integer.parseInt(
        shown.path("com.docker.network.driver.overlay.vxlanid_list").asString(""));
  }

  private static boolean allAnswer() throws IOException, InterruptedException {
    List<JsonNode> tasks = cluster.from(1).running("web");
    for (JsonNode from : tasks) {
      Place inside = cluster.in(from);
      for (JsonNode to : tasks) {
        if (inside.ask("tcp", address(to, SECRET), PORT, 1).getFirst().startsWith("- ")) {
          return false;
        }
      }
    }
    return true;
  }

  private static String address(JsonNode task, String network) {
    for (JsonNode each : task.path("NetworksAttachments")) {
      if (each.path("Network").path("Spec").path("Name").asString("").equals(network)) {
        return each.path("Addresses").get(0).asString("").replaceFirst("/.*", "");
      }
    }
    throw new IllegalStateException("the task is not on network " + network);
  }

  /** How many frames of a network have come to a host from others. */
  private static long received(LabHost host, int vni) throws InterruptedException, IOException {
    String id =
        cluster
            .api()
            .get("/networks/" + (vni == secretVni ? SECRET : OPEN))
            .orThrow()
            .path("Id")
            .asString("");
    String sandbox = "/run/jswarm/net/sandboxes/jsw-" + id.substring(0, 12);
    return host.exec("nsenter", "--net=" + sandbox, "--", "cat", "/proc/net/dev").lines().stream()
        .map(String::strip)
        .filter(line -> line.startsWith("vx:"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[2]))
        .sum();
  }

  private static void setClock(LabHost host, Instant to) throws InterruptedException {
    host.setClock(Duration.between(Instant.now(), to));
  }

  /** The keys of each node, on one line. */
  private static List<String> publicKeys() throws InterruptedException {
    return onEach("wg", "show", "all", "public-key");
  }

  /** The routes to other nodes' inner addresses, of each node on one line. */
  private static List<String> waysOut() throws InterruptedException {
    return onEach("ip", "route", "show", "root", "198.18.0.0/15", "scope", "link");
  }

  private static List<String> onEach(String... words) throws InterruptedException {
    List<String> said = new ArrayList<>();
    for (LabHost host : cluster.lab.hosts()) {
      said.add(String.join(" ", host.exec(words).lines()));
    }
    return said;
  }

  private static long changed(List<String> before, List<String> now) {
    long changed = 0;
    for (int i = 0; i < before.size(); i++) {
      changed += before.get(i).equals(now.get(i)) ? 0 : 1;
    }
    return changed;
  }

  private static boolean hasTunnels(LabHost host) throws InterruptedException {
    return host.exec("ip", "-o", "link").orThrow().contains("jsw-wg");
  }

  private static List<String> errors(String service) throws IOException {
    List<String> errors = new ArrayList<>();
    for (JsonNode task :
        cluster.api().get("/tasks?" + EngineApi.filter("service", service)).orThrow()) {
      errors.add(task.path("Status").path("Err").asString(""));
    }
    return errors;
  }
}
