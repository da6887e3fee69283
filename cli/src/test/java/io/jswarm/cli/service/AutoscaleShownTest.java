package io.jswarm.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A number of tasks that follows their load, as people type and see it. */
class AutoscaleShownTest {
  private static final String WEB =
      """
      {"ID":"s1","Version":{"Index":5},"Spec":{"Name":"web","TaskTemplate":{"ContainerSpec":{
      "Image":"busybox"}},"Mode":{"Replicated":{"Replicas":3,"Autoscale":{"Min":2,"Max":10,"CPU":70,
      "Memory":80,"Cooldown":30000000000}}}},
      "ServiceStatus":{"RunningTasks":3,"DesiredTasks":3},
      "AutoscaleStatus":{"CPU":65,"Memory":12,"SeenAt":"2026-11-22T12:00:05Z","LastScale":{"From":2,
      "To":3,"Reason":"CPU is at 95% where 70% is wanted","At":"2026-11-22T12:00:00Z"}}}
      """;

  private static FakeDaemon daemon() throws IOException {
    return new FakeDaemon()
        .on("GET /services", 200, "[" + WEB + "]")
        .on("GET /services/web", 200, WEB)
        .on("POST /services/create", 201, "{\"ID\":\"s2\"}")
        .on("POST /services/s1/update", 200, "{}");
  }

  private static String out(String line) throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, line.split(" "));
      assertThat(ran.code()).as(ran.err()).isZero();
      return ran.out();
    }
  }

  private static String sentMode(String line) throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, line.split(" "));
      assertThat(ran.code()).as(ran.err()).isZero();
      Object body = Objects.requireNonNull(daemon.calls().getLast().body());
      return ((JsonObject) body).object("Mode").toString();
    }
  }

  @Test
  void theListSaysWithinWhichBoundsAndWhatIsFollowed() throws IOException {
    assertThat(out("service ls")).contains("3/3 (2-10 cpu 70% memory 80%)");
  }

  @Test
  void aPageForPeopleSaysWhatWasSeenAndWhatWasDoneWhenAndWhy() throws IOException {
    assertThat(out("service inspect --pretty web"))
        .contains(
            " Autoscale:\t2-10 cpu 70% memory 80%, cooldown 30s",
            "  Usage:\tcpu 65%, memory 12%, 2026-11-22 12:00:05",
            "  Last Scale:\t2 to 3, 2026-11-22 12:00:00",
            ": CPU is at 95% where 70% is wanted");
  }

  @Test
  void aNewServiceBeginsWithTheFewestTasks() throws IOException {
    assertThat(
            sentMode(
                "service create -d --no-resolve-image --autoscale min=2,max=4,cpu=70% busybox"))
        .isEqualTo(
            "{\"Replicated\":{\"Autoscale\":{\"Min\":2,\"Max\":4,\"CPU\":70},\"Replicas\":2}}");
  }

  @Test
  void otherBoundsMoveTheNumberBetweenThem() throws IOException {
    String update = "service update -d --no-resolve-image web --autoscale ";
    assertThat(sentMode(update + "min=5,max=9,cpu=70%")).contains("\"Replicas\":5");
    assertThat(sentMode(update + "min=1,max=2,cpu=70%")).contains("\"Replicas\":2");
    assertThat(sentMode(update + "min=1,max=9,cpu=70%")).contains("\"Replicas\":3");
    assertThat(sentMode(update + "none")).contains("\"Replicas\":3", "\"Autoscale\":{}");
  }

  @Test
  void onlyReplicatedServicesFollowTheirLoad() throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran =
          Ran.on(
              daemon,
              "service create -d --no-resolve-image --mode global --autoscale none busybox"
                  .split(" "));
      assertThat(ran.code()).isEqualTo(125);
      assertThat(ran.err()).contains("--autoscale can only be used with replicated mode");
    }
  }
}
