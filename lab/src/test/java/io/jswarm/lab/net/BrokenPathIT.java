package io.jswarm.lab.net;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.Clusters;
import io.jswarm.lab.e2e.CommandLine;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Outcome;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is said of nodes that do not reach each other: two workers whose tunnel is blocked, or too
 * narrow, while both talk to the manager.
 */
class BrokenPathIT {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String GOOD = "All 6 ways between nodes are good";

  private static Lab lab;
  private static LabHost one;
  private static LabHost other;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Lab.up(LabOptions.of(Clusters.TOP, "paths"), 3);
    lab.swarm(1, 2);
    one = lab.host(2);
    other = lab.host(3);
    awaitGood();
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @Test
  void aBlockedTunnelIsSeenAtBothEndsAndGoneWhenItIsOpenAgain() throws InterruptedException {
    in(one, "add table ip cut");
    in(one, "add chain ip cut out { type filter hook output priority 0 ; }");
    in(one, "add rule ip cut out ip daddr " + other.address() + " udp dport 4789 drop");
    Outcome check = awaitCheck(found -> found.stdout().contains("2 of 6 ways"));
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.stdout())
        .containsPattern(one.hostname() + " +" + other.hostname() + " +tunnel")
        .containsPattern(other.hostname() + " +" + one.hostname() + " +tunnel")
        .contains("the node answers, but not through the tunnel: is UDP port 4789 blocked?");
    assertThat(jswarm("node", "inspect", "--pretty", one.hostname()).orThrow())
        .contains("Broken Paths:\n  to " + other.hostname() + ": the node answers");
    assertThat(jswarm("node", "inspect", one.hostname()).orThrow())
        .contains("\"State\": \"tunnel\"");

    in(one, "delete table ip cut");
    awaitGood();
    assertThat(jswarm("node", "inspect", "--pretty", one.hostname()).orThrow())
        .doesNotContain("Broken");
    // the client asks for whole seconds: what has just happened is told in the next one
    within(
        SOON,
        "both ends are told of in events",
        () ->
            events()
                .lines()
                .filter(line -> line.contains("brokenpaths.new=,"))
                .anyMatch(line ->
                    line.contains("brokenpaths.old=%s tunnel".formatted(other.hostname()))));
    assertThat(events()).contains("brokenpaths.new=%s tunnel".formatted(other.hostname()));
  }

  @Test
  void aLinkThatTakesOnlySmallPacketsIsSaidToWithTheLengthItTakes() throws InterruptedException {
    other.narrow(1400);
    Outcome check = awaitCheck(found -> found.stdout().contains("get through\n"));
    assertThat(check.exitCode()).isEqualTo(1);
    assertThat(check.stdout())
        .containsPattern(one.hostname() + " +" + other.hostname() + " +mtu")
        .containsPattern("containers send up to 1450 bytes, 135\\d get through");

    other.heal();
    awaitGood();
  }

  private static void awaitGood() throws InterruptedException {
    Outcome good = awaitCheck(found -> found.stdout().contains(GOOD));
    assertThat(good.exitCode()).isZero();
  }

  private static Outcome awaitCheck(Predicate<Outcome> enough) throws InterruptedException {
    within(SOON, "network check says it", () -> enough.test(jswarm("network", "check")));
    return jswarm("network", "check");
  }

  private static Outcome jswarm(String... words) throws InterruptedException {
    return CommandLine.JSWARM.run(lab.host(1), words);
  }

  private static String events() throws InterruptedException {
    return CommandLine.DOCKER_OF_DEBIAN
        .run(lab.host(1), "events", "--since", "10m", "--until", "0s", "--filter", "type=node")
        .orThrow();
  }

  private static void in(LabHost host, String rule) throws InterruptedException {
    host.exec("nft", rule).orThrow();
  }
}
