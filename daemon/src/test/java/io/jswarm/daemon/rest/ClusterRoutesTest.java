package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.JoinRequest;
import io.jswarm.api.model.Task;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.raftstore.image.Change;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ClusterRoutesTest {
  private static final String WEB = "ji8aa7ox8eizat2o3sp1qx6k3";

  private final ServedNode served;

  ClusterRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    served.node.image = Recorded.image();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private List<String> names(String path, String filters, String member) throws IOException {
    String query = "?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8);
    JsonNode found = served.get(path + query).json();
    return found.valueStream().map(each -> each.at(member).asString()).toList();
  }

  @Test
  void findsAServiceByIdNameAndBeginningOfItsId() throws IOException {
    for (String reference : List.of(WEB, "web", "ji8")) {
      assertThat(served.get("/services/" + reference).json().path("ID").asString()).isEqualTo(WEB);
    }
    assertThat(served.get("/services/we").message()).isEqualTo("service we not found");
  }

  @Test
  void saysHowManyAnAmbiguousReferenceMeans() throws IOException {
    Task another = Json.read("{\"ID\":\"wk99\",\"DesiredState\":\"running\"}", Task.class);
    served.node.image = served.node.image.with(List.of(new Change.PutTask(another)), Recorded.AT);
    assertThat(served.get("/tasks/wk").message())
        .isEqualTo("task wk is ambiguous (2 matches found)");
    assertThat(served.get("/tasks/wk").status()).isEqualTo(400);
  }

  @Test
  void filtersServices() throws IOException {
    String name = "/Spec/Name";
    assertThat(names("/services", "{\"name\":[\"g\"]}", name)).containsExactly("gjob", "glob");
    assertThat(names("/services", "{\"name\":{\"web\":true}}", name)).containsExactly("web");
    assertThat(names("/services", "{\"mode\":[\"global\"]}", name)).containsExactly("glob");
    assertThat(names("/services", "{\"id\":[\"" + WEB + "\"],\"name\":[\"x\"]}", name)).isEmpty();
    assertThat(names("/services", "{\"label\":[\"nope\"]}", name)).isEmpty();
  }

  @Test
  void filtersNodes() throws IOException {
    String host = "/Description/Hostname";
    assertThat(names("/nodes", "{\"role\":[\"manager\"]}", host)).containsExactly("sw-h1");
    assertThat(names("/nodes", "{\"name\":[\"sw-h3\"]}", host)).containsExactly("sw-h3");
    assertThat(names("/nodes", "{\"node.label\":[\"zone=z\"]}", host)).isEmpty();
    assertThat(served.get("/nodes?filters=%7B%22role%22:%5B%22boss%22%5D%7D").message())
        .isEqualTo("Invalid role filter: 'boss'");
  }

  @Test
  void filtersTasks() throws IOException {
    String slot = "/Slot";
    assertThat(names("/tasks", "{\"node\":[\"sw-h2\"]}", slot)).containsExactly("2");
    assertThat(names("/tasks", "{\"name\":[\"web.1\"]}", slot)).containsExactly("1");
    assertThat(names("/tasks", "{\"desired-state\":[\"shutdown\"]}", slot)).isEmpty();
    assertThat(names("/tasks", "{\"service\":[\"nope\"]}", slot)).isEmpty();
    assertThat(served.get("/tasks?filters=%7B%22node%22:%5B%22nope%22%5D%7D").message())
        .isEqualTo("node nope not found");
    assertThat(names("/tasks", "{\"_up-to-date\":[\"true\"],\"service\":[\"web\"]}", slot))
        .hasSize(2);
    assertThat(served.get("/tasks?filters=%7B%22desired-state%22:%5B%22up%22%5D%7D").message())
        .isEqualTo("Invalid desired-state filter: 'up'");
  }

  @Test
  void listsThousandsOfTasks() throws IOException {
    List<Change> tasks = new ArrayList<>();
    for (int i = 0; i < 2 * Answers.WHOLE_MAX; i++) {
      String id = "\"many" + i + "\"";
      tasks.add(new Change.PutTask(Json.read("{\"ID\":" + id + "}", Task.class)));
    }
    served.node.image = served.node.image.with(tasks, Recorded.AT);

    assertThat(names("/tasks", "{\"id\":[\"many\"]}", "/ID"))
        .hasSize(2 * Answers.WHOLE_MAX)
        .doesNotHaveDuplicates();
  }

  @Test
  void showsTimingsOnlyToClientsThatAskForThem() throws IOException {
    String task =
        """
        {"ID":"timed","Status":{"State":"running",
         "Timings":{"Accepted":"2026-11-22T12:00:00Z","Running":170,"Create":90}}}
        """;
    served.node.image =
        served.node.image.with(
            List.of(new Change.PutTask(Json.read(task, Task.class))), Recorded.AT);
    String query = "?filters=" + URLEncoder.encode("{\"id\":[\"timed\"]}", StandardCharsets.UTF_8);

    JsonNode timings = served.get("/tasks" + query + "&timings=1").json().at("/0/Status/Timings");
    assertThat(timings.path("Create").asInt()).isEqualTo(90);
    assertThat(served.get("/tasks" + query).json().at("/0/Status").has("Timings")).isFalse();
    assertThat(served.get("/tasks/timed").json().path("Status").has("Timings")).isFalse();
  }

  @Test
  void tellsTheLeaderFromTheOtherManagers() throws IOException {
    assertThat(served.get("/nodes/sw-h1").json().path("ManagerStatus").toString())
        .isEqualTo("{\"Leader\":true,\"Reachability\":\"reachable\",\"Addr\":\"10.98.0.1:2377\"}");
    served.node.leaderId = "";
    assertThat(served.get("/nodes/sw-h1").json().path("ManagerStatus").toString())
        .isEqualTo("{\"Reachability\":\"reachable\",\"Addr\":\"10.98.0.1:2377\"}");
  }

  @Test
  void handsACreateOnWithoutWhatAnswersAdd() throws IOException {
    Answer answer =
        served.post(
            "/v1.41/services/create",
            "{\"Name\":\"a\",\"TaskTemplate\":{\"Runtime\":\"container\",\"ContainerSpec\":"
                + "{\"Image\":\"busybox\",\"Isolation\":\"default\"},"
                + "\"Networks\":[{\"Target\":\"host\"}]}}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"ID\":\"m441i3a2ph4cbvbvl8pxwwari\"}\n");
    var create = (Command.CreateService) served.node.commands.getFirst();
    var template = create.spec().taskTemplate();
    assertThat(template.runtime()).isEmpty();
    assertThat(template.networks().getFirst().target()).isEqualTo("jswarmpredefinednetworkh0");
    assertThat(template.containerSpec()).extracting("isolation").isEqualTo("");
  }

  @Test
  void writesBackWhatItReadAsNoChange() throws IOException {
    String spec = served.get("/services/web").json().path("Spec").toString();
    served.post("/services/web/update?version=1", spec);
    var update = (Command.UpdateService) served.node.commands.getFirst();
    String again = Json.write(update.spec());
    assertThat(again)
        .isEqualTo(
            spec.replace(",\"Isolation\":\"default\"", "")
                .replace(",\"Runtime\":\"container\"", ""));
  }

  @Test
  void dropsWhatAnOldClientCouldNotMean() throws IOException {
    String body =
        "{\"Name\":\"a\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"b\",\"Sysctls\":{\"a\":\"b\"},"
            + "\"CapabilityAdd\":[\"CAP_X\"]},\"Placement\":{\"MaxReplicas\":3}}}";
    served.post("/v1.39/services/create", body);
    served.post("/v1.40/services/create", body);
    served.post("/v1.41/services/create", body);
    assertThat(served.node.commands)
        .extracting(c -> ((Command.CreateService) c).spec().taskTemplate())
        .extracting(t ->
            t.placementOrAnywhere().maxReplicas()
                + " "
                + Objects.requireNonNull(t.containerSpec()).capabilityAdd())
        .containsExactly("0 []", "3 []", "3 [CAP_X]");
  }

  @Test
  void turnsRollbackIntoItsOwnCommand() throws IOException {
    Answer answer = served.post("/services/web/update?version=9&rollback=previous", "{}");
    assertThat(answer.body()).isEqualTo("{\"Warnings\":null}\n");
    assertThat(served.node.commands).containsExactly(new Command.RollbackService("web", 9));
  }

  @Test
  void rotatesWhatTheQuerySays() throws IOException {
    String spec = served.get("/swarm").json().path("Spec").toString();
    served.post("/swarm/update?version=10&rotateWorkerToken=true&rotateManagerToken=false", spec);
    var update = (Command.UpdateSwarm) served.node.commands.getFirst();
    assertThat(update.rotate()).isEqualTo(new Command.Rotation(true, false, false));
    assertThat(update.version()).isEqualTo(10);
  }

  @Test
  void answersAnUnknownOutcomeWith503() throws IOException {
    served.node.decide = _ -> new CommandResult.Unknown("outcome unknown: leadership was lost");
    Answer answer = served.ask("DELETE", "/services/web", "");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.message()).startsWith("outcome unknown");
  }

  @Test
  void joinsAndLeavesThroughTheNode() throws IOException {
    served.node.standing = new Standing.Inactive();
    Answer init = served.post("/swarm/init", "{\"ListenAddr\":\"0.0.0.0:2377\"}");
    assertThat(init.body()).isEqualTo("\"" + FakeNode.ID + "\"\n");
    served.post("/swarm/join", "{\"ListenAddr\":\"0.0.0.0\",\"RemoteAddrs\":[\"a:2377\"]}");
    assertThat(((JoinRequest) served.node.steps.get(1)).remoteAddrs()).containsExactly("a:2377");
    served.node.standing = new Standing.Worker(FakeNode.MEMBERSHIP);
    served.post("/swarm/leave?force=1", "");
    assertThat(served.node.steps.getLast()).isEqualTo("leave true");
  }

  @Test
  void tellsTheStandingInPingAndRefusals() throws IOException {
    assertThat(served.ask("HEAD", "/_ping", "").head()).contains("Swarm: active/manager");
    served.node.standing = new Standing.Locked();
    assertThat(served.get("/_ping").head()).contains("Swarm: locked");
    assertThat(served.get("/services").message()).startsWith("Swarm is encrypted and needs");
    served.node.standing = new Standing.Starting(FakeNode.MEMBERSHIP);
    assertThat(served.get("/services").message()).contains("Manager is being prepared");
    assertThat(served.get("/services").status()).isEqualTo(503);
  }

  @Test
  void hasThePredefinedNetworksInBothScopes() throws IOException {
    JsonNode host = served.get("/v1.41/networks/host?scope=swarm").json();
    assertThat(host.path("Id").asString()).isEqualTo("jswarmpredefinednetworkh0");
    assertThat(host.path("Scope").asString()).isEqualTo("swarm");
    assertThat(served.get("/networks/jswarmpredefinednetworkh0?scope=swarm").status())
        .isEqualTo(200);
    assertThat(names("/networks", "{\"scope\":[\"local\"]}", "/Name"))
        .containsExactly("bridge", "host", "none");
  }

  @Test
  void refusesByNameWhatIsLater() throws IOException {
    assertThat(served.post("/v1.41/commit", "{}").status()).isEqualTo(501);
    assertThat(served.get("/secrets").body()).isEqualTo("[]\n");
    assertThat(served.get("/volumes").json().path("Volumes").size()).isZero();
  }

  @Test
  void survivesHostileBodies() throws IOException {
    String create = "/services/create";
    String minimal = "\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"b\"}}}";
    assertThat(served.post(create, "[]").status()).isEqualTo(400);
    assertThat(served.post(create, "").message()).contains("EOF");
    assertThat(served.post(create, "\u0000\u0001").status()).isEqualTo(400);
    assertThat(served.post(create, "{\"Name\":5," + minimal).message()).contains("Name");
    assertThat(served.post(create, "[".repeat(100_000)).status()).isEqualTo(400);
    assertThat(served.post(create, "{\"TaskTemplate\":{\"ContainerSpec\":[]}}").status())
        .isEqualTo(400);
    assertThat(
            served
                .post(
                    create,
                    "{\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"b\"}},\"EndpointSpec\":"
                        + "{\"Ports\":[{\"TargetPort\":-80}]}}")
                .message())
        .isEqualTo(
            "json: cannot unmarshal number -80 into Go struct field"
                + " PortConfig.EndpointSpec.Ports.TargetPort of type uint32");
    assertThat(served.get("/services?filters=%5B%5D").status()).isEqualTo(200);
    assertThat(served.get("/services?filters=%zz").status()).isEqualTo(400);
    assertThat(served.node.commands).isEmpty();
  }

  @Test
  void passesOnThatThereIsNoLeader() throws IOException {
    served.node.decide =
        _ -> {
          throw ApiError.unavailable("The swarm does not have a leader.");
        };
    assertThat(served.ask("DELETE", "/nodes/sw-h3", "").status()).isEqualTo(503);
  }
}
