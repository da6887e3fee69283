package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A node that is cut off and one whose daemon is dead, with tasks that must not run twice. */
class CutOffCampaign {
  /** As long as a node may go on, and time to look. */
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(19);

  /** Most of the nodes are missing: the leader suspects its own network for a while. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(60);

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SLEEPER = "^sh -c trap .exit 0. TERM; while";

  private static Lab lab;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("cutoff", 1, 2);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @Test
  void fencedTasksStopByThemselvesBeforeOthersTakeTheirPlace()
      throws IOException, InterruptedException {
    ClusterView view = new ClusterView(lab, lab.host(1));
    view.awaitReady(3);
    String spec = ClusterView.sleepers("db", 3);
    view.api()
        .post(
            "/services/create",
            spec.replace("\"TaskTemplate\": {", "\"TaskTemplate\": {\"Fence\": true, "))
        .orThrow();
    view.awaitRunning("db", 3);
    LabHost cutOff = lab.host(2);
    LabHost lame = lab.host(3);
    assertThat(sleepers(cutOff)).isEqualTo(1);
    assertThat(sleepers(lame)).isEqualTo(1);

    cutOff.partition();
    lame.killDaemon();

    within(NOTICED_WITHIN, "tasks are unknown", () -> unknown(view).size() == 2);
    assertThat(list("service", "ps", "db")).contains("Unknown");
    assertThat(list("service", "ls")).contains("1/3");
    List<Long> atOnce = new ArrayList<>();
    within(
        STOPPED_WITHIN,
        "both have stopped, and nothing has begun",
        () -> {
          long elsewhere = sleepers(lab.host(1));
          long here = sleepers(cutOff) + sleepers(lame);
          atOnce.add(elsewhere + here);
          return here == 0 && elsewhere == 1;
        });
    within(
        SOON,
        "others have taken their place",
        () -> {
          long elsewhere = sleepers(lab.host(1));
          atOnce.add(elsewhere + sleepers(cutOff) + sleepers(lame));
          return elsewhere == 3;
        });
    view.awaitRunning("db", 3);
    assertThat(atOnce).as("containers at once, each time they were counted").allMatch(n -> n <= 3);

    cutOff.heal();
    lame.startDaemon();
    view.awaitReady(3);
    String drained =
        list(
            "node",
            "update",
            "--availability",
            "drain",
            "--timeout",
            "30s",
            lab.host(1).hostname());
    for (int slot = 1; slot <= 3; slot++) {
      assertThat(drained).containsPattern("db\\.%d (goes|went) to jsw-h".formatted(slot));
    }
    assertThat(drained).contains("no task is left");
    within(SOON, "all run elsewhere", () -> sleepers(cutOff) + sleepers(lame) == 3);
  }

  private static List<JsonNode> unknown(ClusterView view) throws IOException {
    return StreamSupport.stream(view.api().get("/tasks").orThrow().spliterator(), false)
        .filter(task -> task.path("Status").has("UnknownSince"))
        .toList();
  }

  private static String list(String... words) throws InterruptedException {
    return CommandLine.JSWARM.run(lab.host(1), words).orThrow();
  }

  /** By the kernel's own count. */
  private static long sleepers(LabHost host) throws InterruptedException {
    return host.exec("pgrep", "-f", SLEEPER).stdout().lines().count();
  }
}
