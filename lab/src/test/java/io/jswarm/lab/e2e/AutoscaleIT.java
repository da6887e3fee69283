package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Numbers of tasks that follow the load of real containers: of two services that begin at the same
 * time one is busy and gets another task, the other is idle and loses one.
 */
class AutoscaleIT {
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final String CREATE =
      "service create -d --no-resolve-image --stop-grace-period 1s --limit-cpu 0.1"
          + " --limit-memory 32m --autoscale min=1,max=2,cpu=50%,memory=90%,cooldown=5s";
  private static final String IDLE = "trap 'exit 0' TERM; while :; do sleep 1000 & wait; done";

  private static Lab lab;
  private static LabHost manager;
  private static ClusterView cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("autoscale", 1, 1);
    manager = lab.host(1);
    cluster = new ClusterView(lab, manager);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @Test
  void theBusyServiceGetsATaskAndTheIdleOneLosesOne() throws Exception {
    ok(CommandLine.JSWARM, CREATE + " --name busy busybox:latest sh -c", "while :; do :; done");
    ok(CommandLine.JSWARM, CREATE + " --name idle --replicas 2 busybox:latest sh -c", IDLE);
    anOldClientKeepsItAndStaysWithinTheBounds();

    within(SOON, "the busy one has two tasks", () -> cluster.running("busy").size() == 2);
    JsonNode decision = service("busy").at("/AutoscaleStatus/LastScale");
    assertThat(decision.path("From").asInt()).isEqualTo(1);
    assertThat(decision.path("To").asInt()).isEqualTo(2);
    assertThat(decision.path("Reason").asString()).contains("CPU is at", "where 50% is wanted");
    assertThat(service("busy").has("PreviousSpec")).isFalse();

    within(SOON, "the idle one has one task", () -> cluster.running("idle").size() == 1);
    assertThat(ok(CommandLine.JSWARM, "service ls --format", "{{.Name}} {{.Replicas}}").lines())
        .contains("busy 2/2 (1-2 cpu 50% memory 90%)", "idle 1/1 (1-2 cpu 50% memory 90%)");
    assertThat(ok(CommandLine.JSWARM, "service inspect --pretty idle")).contains("2 to 1, ");

    String take = "service update -d --no-resolve-image --autoscale none idle";
    within(SOON, "it is taken away", () -> run(CommandLine.JSWARM, take).exitCode() == 0);
    assertThat(service("idle").at("/Spec/Mode/Replicated").has("Autoscale")).isFalse();
    assertThat(service("idle").has("AutoscaleStatus")).isFalse();
  }

  private static void anOldClientKeepsItAndStaysWithinTheBounds() throws Exception {
    ok(CommandLine.DOCKER_OF_DEBIAN, "service update -d --no-resolve-image --label-add a=b idle");
    assertThat(service("idle").at("/Spec/Mode/Replicated/Autoscale/Max").asInt()).isEqualTo(2);
    String sentence =
        "service idle autoscales between 1 and 2; change --autoscale or take it away with"
            + " --autoscale none";
    within(
        SOON,
        "another number is refused, whether or not figures were written down meanwhile",
        () -> {
          Outcome outside = run(CommandLine.DOCKER_OF_DEBIAN, "service scale -d idle=3");
          return (outside.stdout() + outside.stderr()).contains(sentence);
        });
  }

  private static JsonNode service(String name) throws IOException {
    return cluster.api().get("/services/" + name).orThrow();
  }

  private static String ok(CommandLine line, String words, String... more)
      throws InterruptedException {
    return run(line, words, more).orThrow();
  }

  private static Outcome run(CommandLine line, String words, String... more)
      throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(Arrays.asList(more));
    return line.run(manager, all.toArray(String[]::new));
  }
}
