package io.jswarm.lab.sidebyside.stage;

import io.jswarm.lab.bench.cluster.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What became of a service, as text that can be laid beside another cluster's. */
public final class Glances {
  private static final Duration REST_LIMIT = Duration.ofSeconds(15);
  private static final Duration EVERY = Duration.ofMillis(150);
  private static final int LOOKS_AT_REST = 4;

  private Glances() {}

  /**
   * Waits until the service's tasks have come to rest and stay there for a moment, 15 seconds at
   * most; then tells their history, how many there are and how the last update ended.
   */
  public static String outcome(Stage stage, String service)
      throws IOException, InterruptedException {
    awaitRest(stage, service);
    Optional<JsonNode> found = stage.service(service);
    if (found.isEmpty()) {
      return "there is no service " + service;
    }
    return stage.history(service).text()
        + "\n"
        + counts(found.get().path("ServiceStatus"))
        + update(found.get().path("UpdateStatus"));
  }

  private static void awaitRest(Stage stage, String service) throws InterruptedException {
    int[] looksAtRest = {0};
    String[] before = {""};
    // One that never rests is shown as it is then: the other cluster's may rest.
    Watch.start()
        .until(
            REST_LIMIT,
            EVERY,
            () -> {
              TaskHistory now = stage.history(service);
              boolean rests = now.isAtRest() && now.text().equals(before[0]);
              before[0] = now.text();
              looksAtRest[0] = rests ? looksAtRest[0] + 1 : 0;
              return looksAtRest[0] == LOOKS_AT_REST;
            });
  }

  private static String counts(JsonNode status) {
    int completed = status.path("CompletedTasks").asInt(0);
    return "running %d of %d"
            .formatted(status.path("RunningTasks").asInt(0), status.path("DesiredTasks").asInt(0))
        + (completed == 0 ? "" : ", completed " + completed);
  }

  private static String update(JsonNode update) {
    return update.has("State")
        ? "\n" + update.path("State").asString("") + ": " + update.path("Message").asString("")
        : "";
  }
}
