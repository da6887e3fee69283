package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a real Swarm answered, our API answers from the same state, member for member. */
class RecordedAnswersTest {
  private final ServedNode served;
  private final JsonNode cluster = Recorded.read("recorded-cluster.json");

  RecordedAnswersTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    served.node.image = Recorded.image();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  /** Versions and times are the store's own. */
  private static JsonNode timeless(JsonNode json) {
    json.forEach(each ->
        ((ObjectNode) each)
            .remove(List.of("Version", "CreatedAt", "UpdatedAt", "ServiceStatus", "JobStatus")));
    return json;
  }

  @Test
  void listsNodes() throws IOException {
    assertThat(timeless(served.get("/v1.41/nodes").json()))
        .isEqualTo(timeless(cluster.path("nodes")));
  }

  @Test
  void listsServices() throws IOException {
    Function<JsonNode, List<JsonNode>> byId =
        list ->
            timeless(list)
                .valueStream()
                .sorted((a, b) -> a.path("ID").asString().compareTo(b.path("ID").asString()))
                .toList();
    assertThat(byId.apply(served.get("/v1.41/services").json()))
        .isEqualTo(byId.apply(cluster.path("services")));
  }

  @Test
  void listsTasksOfAServiceByItsName() throws IOException {
    JsonNode tasks = served.get("/v1.41/tasks?filters=%7B%22service%22:%5B%22web%22%5D%7D").json();
    assertThat(timeless(tasks)).isEqualTo(timeless(cluster.path("tasks")));
  }

  @Test
  void showsTheSwarmWithItsTokens() throws IOException {
    ObjectNode swarm = (ObjectNode) served.get("/v1.41/swarm").json();
    ObjectNode recorded = (ObjectNode) cluster.path("swarm");
    List<String> own = List.of("Version", "CreatedAt", "UpdatedAt");
    assertThat(swarm.remove(own)).isEqualTo(recorded.remove(own));
  }

  @Test
  void fillsInDefaultsWhenAsked() throws IOException {
    JsonNode shown = served.get("/v1.41/services/full?insertDefaults=true").json();
    assertThat(shown.path("Spec")).isEqualTo(cluster.path("inspect").path("Spec"));
    JsonNode filled = served.get("/v1.41/services/web?insertDefaults=true").json().path("Spec");
    assertThat(filled.at("/TaskTemplate/RestartPolicy").toString())
        .isEqualTo("{\"Condition\":\"any\",\"Delay\":5000000000,\"MaxAttempts\":0}");
    assertThat(filled.at("/TaskTemplate/ContainerSpec/StopGracePeriod").asLong())
        .isEqualTo(10_000_000_000L);
    assertThat(filled.at("/RollbackConfig/Order").asString()).isEqualTo("stop-first");
  }

  @Test
  void countsTasksOnlyWhereTheyRun() throws IOException {
    JsonNode services = served.get("/v1.41/services?status=true").json();
    String counts =
        services
            .valueStream()
            .map(s ->
                "%s %d/%d"
                    .formatted(
                        s.at("/Spec/Name").asString(),
                        s.at("/ServiceStatus/RunningTasks").asInt(),
                        s.at("/ServiceStatus/DesiredTasks").asInt()))
            .sorted()
            .collect(Collectors.joining(", "));
    assertThat(counts).isEqualTo("full 0/1, gjob 0/0, glob 0/0, job 0/2, min 0/1, web 2/2, x5 0/1");
    assertThat(served.get("/v1.40/services?status=true").body()).doesNotContain("ServiceStatus");
  }

  @Test
  void neverShowsMembersOfItsOwn() throws IOException {
    String all =
        served.get("/services").body() + served.get("/tasks").body() + served.get("/info").body();
    assertThat(all).doesNotContain("SpecVersion", "\"Restart\"", "SWMTKN");
  }
}
