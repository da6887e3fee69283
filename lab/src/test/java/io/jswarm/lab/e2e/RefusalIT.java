package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What users do wrong, or meet at a bad time: each gets its sentence, and soon. Host 4 is in no
 * cluster.
 */
class RefusalIT {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final String NOT_A_MANAGER =
      "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on"
          + " a manager node or promote the current node to a manager.";
  private static final CommandLine LINE = CommandLine.installed().getFirst();
  private static Lab lab;
  private static String token = "";

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.idle("refusal", 4);
    lab.swarm(2, 1);
    token = LINE.run(lab.host(1), "swarm", "join-token", "-q", "worker").orThrow();
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @Test
  void aWrongSecretInTheToken() throws InterruptedException {
    String wrong = token.substring(0, token.length() - 3) + (token.endsWith("zzz") ? "aaa" : "zzz");
    assertRefused(join(wrong), "A valid join token is necessary to join this cluster");
  }

  @Test
  void aTokenOfAnotherClustersAuthority() throws InterruptedException {
    List<String> parts = List.of(token.split("-", -1));
    String otherDigest =
        "1" + parts.get(2).substring(1, 49) + (parts.get(2).endsWith("0") ? "1" : "0");
    assertRefused(
        join("SWMTKN-1-" + otherDigest + "-" + parts.get(3)),
        "remote CA does not match fingerprint");
  }

  @Test
  void somethingThatIsNoToken() throws InterruptedException {
    assertRefused(join("foo"), "invalid join token");
  }

  @Test
  void aManagerThatIsNotThere() throws InterruptedException {
    Outcome refused = LINE.run(lab.host(4), "swarm", "join", "--token", token, "10.98.0.4:2377");
    assertRefused(refused, "manager at 10.98.0.4:2377 could not be reached");
  }

  @Test
  void aSecondInit() throws InterruptedException {
    Outcome refused = LINE.run(lab.host(1), "swarm", "init");
    assertRefused(refused, "This node is already part of a swarm.");
  }

  @Test
  void aJoinOfANodeThatHasJoined() throws InterruptedException {
    Outcome refused = LINE.run(lab.host(3), "swarm", "join", "--token", token, "10.98.0.1:2377");
    assertRefused(refused, "This node is already part of a swarm.");
  }

  @Test
  void aWorkerAskedToManage() throws InterruptedException, IOException {
    assertRefused(LINE.run(lab.host(3), "node", "ls"), NOT_A_MANAGER);
    Answer create =
        new EngineApi(lab.host(3)).post("/services/create", ClusterView.sleepers("x", 1));
    assertThat(create.status()).isEqualTo(503);
    assertThat(create.message()).isEqualTo(NOT_A_MANAGER);
  }

  @Test
  void aNodeInNoCluster() throws InterruptedException {
    assertRefused(LINE.run(lab.host(4), "service", "ls"), "This node is not a swarm manager. Use ");
    assertRefused(LINE.run(lab.host(4), "swarm", "leave"), "This node is not part of a swarm");
  }

  @Test
  void aManagerWithoutALeader() throws InterruptedException, IOException {
    LabHost other = lab.host(2);
    other.powerOff();
    try {
      var api = new EngineApi(lab.host(1));
      within(
          Duration.ofSeconds(10),
          "the lone manager knows",
          () -> api.get("/services").status() == 503);
      for (Answer answer :
          List.of(api.get("/nodes"), api.post("/services/create", ClusterView.sleepers("x", 1)))) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.message()).contains("The swarm does not have a leader");
        assertThat(answer.after()).isLessThan(SOON.plusMillis(500));
      }
    } finally {
      other.powerOn();
    }
    within(
        Duration.ofSeconds(30),
        "the cluster answers again",
        () -> new EngineApi(lab.host(1)).get("/nodes").status() == 200);
  }

  private static Outcome join(String withToken) throws InterruptedException {
    return LINE.run(lab.host(4), "swarm", "join", "--token", withToken, "10.98.0.1:2377");
  }

  private static void assertRefused(Outcome outcome, String sentence) {
    assertThat(outcome.exitCode()).as("%s", outcome).isEqualTo(1);
    assertThat(outcome.stderr()).contains(sentence);
    assertThat(outcome.stderr().strip().lines().count())
        .as("one line: %s", outcome.stderr())
        .isEqualTo(1);
    assertThat(outcome.took()).isLessThan(SOON);
  }
}
