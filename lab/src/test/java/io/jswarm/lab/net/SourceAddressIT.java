package io.jswarm.lab.net;

import static io.jswarm.lab.net.NetCluster.OUTSIDE;
import static io.jswarm.lab.net.NetCluster.OUTSIDE_V6;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.traffic.Place;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Whom a backend sees: three nodes, a task on each, called on a published port through every node
 * and from everywhere.
 */
class SourceAddressIT {
  private static final int PORT = 8080;

  /** Backends are drawn by lot: that one of three is never drawn happens once in a million runs. */
  private static final int TIMES = 40;

  private static final String FABRIC = "100.";

  private static NetCluster cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    cluster = NetCluster.of("source", 3);
    cluster.serve("web", 3, NetCluster.published(PORT));
    cluster.awaitReachable(PORT, 3);
  }

  @AfterAll
  static void removeIt() {
    if (cluster != null) {
      cluster.remove();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp", "sctp"})
  void aClientOutsideIsSeenAsItselfThroughEveryNode(String protocol) throws InterruptedException {
    for (LabHost host : cluster.lab.hosts()) {
      List<String> answers = cluster.outside().ask(protocol, host.address(), PORT, TIMES);
      assertThat(peers(answers)).as(host.hostname()).containsOnly(OUTSIDE);
      assertThat(names(answers)).as("who answers through " + host.hostname()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void aClientOutsideIsSeenAsItselfOverIpv6(String protocol) throws InterruptedException {
    for (LabHost host : cluster.lab.hosts()) {
      List<String> answers = cluster.outside().ask(protocol, "fd98::" + host.index(), PORT, TIMES);
      assertThat(peers(answers)).as(host.hostname()).containsOnly(OUTSIDE_V6);
      assertThat(names(answers)).as("who answers through " + host.hostname()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp", "sctp"})
  void aHostIsSeenByItsNodeAddress(String protocol) throws InterruptedException {
    for (LabHost caller : cluster.lab.hosts()) {
      for (LabHost called : cluster.lab.hosts()) {
        List<String> answers =
            cluster.on(caller.index()).ask(protocol, called.address(), PORT, TIMES);
        assertThat(peers(answers))
            .as("%s calls %s", caller.hostname(), called.hostname())
            .containsOnly(caller.address());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aHostReachesTheServiceOnLocalhost(String localhost) throws InterruptedException {
    for (LabHost host : cluster.lab.hosts()) {
      List<String> answers = cluster.on(host.index()).ask("tcp", localhost, PORT, TIMES);
      assertThat(names(answers)).as(host.hostname()).hasSize(3);
      assertThat(peers(answers)).as(host.hostname()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp", "sctp"})
  void aContainerReachesThePublishedPortOfEveryNode(String protocol)
      throws InterruptedException, IOException {
    for (JsonNode task : cluster.from(1).running("web")) {
      Place inside = cluster.in(task);
      for (LabHost called : cluster.lab.hosts()) {
        List<String> answers = inside.ask(protocol, called.address(), PORT, TIMES);
        assertThat(names(answers)).as("who answers on " + called.hostname()).hasSize(3);
        assertThat(peers(answers)).allMatch(peer -> peer.startsWith(FABRIC));
      }
      assertThat(names(inside.ask(protocol, "169.254.1.1", PORT, TIMES)))
          .as("who answers on the gateway")
          .hasSize(3);
    }
  }

  private static List<String> peers(List<String> answers) {
    return answers.stream().map(answer -> answer.split(" ", 2)[1]).distinct().toList();
  }

  private static List<String> names(List<String> answers) {
    return answers.stream().map(answer -> answer.split(" ", 2)[0]).distinct().toList();
  }
}
