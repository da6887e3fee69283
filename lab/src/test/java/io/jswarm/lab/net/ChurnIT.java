package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Networks on all hosts, made, used and removed again and again: in the end there is no more on any
 * host than after the first time. {@code -Djswarm.net.churn=50x5x10} takes fifty networks, five
 * hosts and ten times.
 */
class ChurnIT {
  private static final String[] FORM =
      System.getProperty("jswarm.net.churn", "6x3x2").split("x", -1);
  private static final int NETWORKS = Integer.parseInt(FORM[0]);
  private static final int HOSTS = Integer.parseInt(FORM[1]);
  private static final int TIMES = Integer.parseInt(FORM[2]);

  /** Networks of one service; a task of it runs on every host. */
  private static final int SHARED = 10;

  private static final int MANAGERS = 3;
  private static final int FIRST_PORT = 8100;
  private static final Duration SOON = Duration.ofSeconds(60);

  private static NetCluster cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    cluster = NetCluster.of("churn", MANAGERS, HOSTS - MANAGERS);
  }

  @AfterAll
  static void removeIt() {
    if (cluster != null) {
      cluster.remove();
    }
  }

  @Test
  void nothingIsLeftOfNetworksThatWereRemoved() throws IOException, InterruptedException {
    cycle(0); // what is made once, such as the fabric, stays
    List<NetGauges> before = gaugesAtRest();
    List<NetGauges> atWork = List.of();
    for (int time = 1; time <= TIMES; time++) {
      atWork = cycle(time);
    }
    List<NetGauges> after = gaugesAtRest();
    for (int i = 0; i < HOSTS; i++) {
      System.out.printf(
          "churn: h%d: at first %s%n  at work %s%n  at last %s%n",
          i + 1, before.get(i).values(), atWork.get(i).values(), after.get(i).values());
      assertThat(after.get(i).differencesFrom(before.get(i))).as("host " + (i + 1)).isEmpty();
      for (String each : List.of("devices", "namespace files", "rules", "namespaces entered")) {
        assertThat(atWork.get(i).of(each)).as(each).isGreaterThan(before.get(i).of(each));
      }
    }
  }

  @Test
  void aLeakOfEachKindIsSeen() throws IOException, InterruptedException {
    cycle(0);
    LabHost host = cluster.lab.host(1);
    NetGauges before = gaugesAtRest().getFirst();
    host.exec(
            "bash",
            "-ec",
            """
            ip link add jsleak type bridge
            touch /run/jswarm/leak
            unshare --net=/run/jswarm/leak true
            ip route add 100.127.254.0/24 dev jsw0
            ip neigh add 100.127.254.1 lladdr 02:00:00:00:00:01 dev jsw0
            nft add chain ip jswarm leak
            echo leak >/dev/udp/100.127.254.1/9
            """)
        .orThrow();
    try {
      assertThat(NetGauges.of(host).differencesFrom(before))
          .extracting(line -> line.split(":", 2)[0])
          .containsExactlyInAnyOrder(
              "devices",
              "namespace files",
              "routes",
              "neighbours",
              "rules",
              "connections",
              "run files");
    } finally {
      host.exec(
              "bash",
              "-c",
              """
              nft delete chain ip jswarm leak
              ip route del 100.127.254.0/24 dev jsw0
              ip neigh del 100.127.254.1 dev jsw0
              umount /run/jswarm/leak && rm /run/jswarm/leak
              ip link del jsleak
              """)
          .orThrow();
    }
  }

  /** Makes all networks, uses them on every host, counts, and removes them. */
  private static List<NetGauges> cycle(int time) throws IOException, InterruptedException {
    List<String> networks =
        IntStream.range(0, NETWORKS).mapToObj(i -> "net-%d-%d".formatted(time, i)).toList();
    for (String network : networks) {
      cluster
          .api()
          .post(
              "/networks/create", "{\"Name\": \"%s\", \"Driver\": \"overlay\"}".formatted(network))
          .orThrow();
    }
    int services = (NETWORKS + SHARED - 1) / SHARED;
    for (int i = 0; i < services; i++) {
      int end = Math.min(NETWORKS, (i + 1) * SHARED);
      create(i, networks.subList(i * SHARED, end));
    }
    for (int i = 0; i < services; i++) {
      use(i);
    }
    List<NetGauges> atWork = gauges();
    for (int i = 0; i < services; i++) {
      cluster.removeService("web" + i);
    }
    for (String network : networks) {
      within(
          SOON,
          network + " is removed",
          () -> cluster.api().delete("/networks/" + network).status() / 100 == 2);
    }
    within(SOON, "no host has a namespace for networks", () -> !isUsed());
    return atWork;
  }

  private static void create(int number, List<String> networks) throws IOException {
    String oneEach = ", \"Placement\": {\"MaxReplicas\": 1}";
    String spec =
        NetCluster.spec(
                "web" + number,
                HOSTS,
                NetCluster.published(FIRST_PORT + number),
                networks.toArray(String[]::new))
            .replaceFirst("\"Networks\": \\[[^]]*]", "$0" + oneEach);
    cluster.api().post("/services/create", spec).orThrow();
  }

  /** Datagrams leave entries of connections that nothing ends but the tasks' removal. */
  private static void use(int number) throws InterruptedException {
    cluster.from(1).awaitRunning("web" + number, HOSTS);
    cluster.awaitReachable(FIRST_PORT + number, HOSTS);
    for (LabHost host : cluster.lab.hosts()) {
      assertThat(cluster.outside().ask("udp", host.address(), FIRST_PORT + number, HOSTS))
          .noneMatch(answer -> answer.startsWith("-"));
    }
  }

  private static boolean isUsed() throws IOException, InterruptedException {
    for (NetGauges each : gauges()) {
      if (each.of("namespace files") > 0) {
        return true;
      }
    }
    return false;
  }

  /** Connections to tasks that are gone are cut in the second after. */
  private static List<NetGauges> gaugesAtRest() throws IOException, InterruptedException {
    AtomicReference<List<Long>> seen = new AtomicReference<>(List.of());
    Awaitility.await("no connection is cut any more")
        .atMost(SOON)
        .during(Duration.ofSeconds(3))
        .until(() -> {
          List<Long> now = gauges().stream().map(each -> each.of("connections")).toList();
          return now.equals(seen.getAndSet(now));
        });
    return gauges();
  }

  private static List<NetGauges> gauges() throws IOException, InterruptedException {
    List<NetGauges> all = new ArrayList<>();
    for (LabHost host : cluster.lab.hosts()) {
      all.add(NetGauges.of(host));
    }
    return all;
  }
}
