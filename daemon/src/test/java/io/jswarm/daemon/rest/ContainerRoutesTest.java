package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Event;
import io.jswarm.api.model.HealthConfig;
import io.jswarm.api.model.PortConfig;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.Engine;
import io.jswarm.worker.engine.Health;
import io.jswarm.worker.engine.NetworkMode;
import io.jswarm.worker.engine.ProbeResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerRoutesTest {
  private static final String ID = "6df5".repeat(16);

  private final ServedNode served;
  private final Engine engine;

  ContainerRoutesTest(@TempDir Path folder) throws IOException {
    served = new ServedNode(folder);
    engine = new AnnouncingEngine(served.node.engine, served.node.events, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void run() {
    run(new NetworkMode.Isolated());
  }

  private void run(NetworkMode network) {
    run(network, ContainerSpec.of("busybox:latest").withArgs(List.of("sleep", "9")));
  }

  private void run(NetworkMode network, ContainerSpec spec) {
    engine.prepare(
        ContainerPlan.of(ID, "wk17hzeserx19ez493aat800k", TaskSpec.of(spec))
            .withName("web.1.wk17hzeserx19ez493aat800k")
            .withService("svc", "web", 1)
            .withNode("node", "sw-h1")
            .withSwarmLabels()
            .withNetwork(network));
    engine.start(ID);
  }

  @Test
  void listsAndInspectsWhatRuns() throws IOException {
    run();
    var listed = served.get("/v1.41/containers/json").json();
    assertThat(listed.size()).isEqualTo(1);
    assertThat(listed.at("/0/Names/0").asString()).isEqualTo("/web.1.wk17hzeserx19ez493aat800k");
    assertThat(listed.at("/0/Status").asString()).startsWith("Up ");
    assertThat(listed.at("/0/Labels/com.docker.swarm.task.id").asString())
        .isEqualTo("wk17hzeserx19ez493aat800k");
    var inspected = served.get("/containers/6df56df5/json").json();
    assertThat(inspected.at("/State/Running").asBoolean()).isTrue();
    assertThat(inspected.at("/Config/Image").asString()).isEqualTo("busybox:latest");
    assertThat(inspected.at("/HostConfig/RestartPolicy").toString())
        .isEqualTo("{\"Name\":\"\",\"MaximumRetryCount\":0}");
  }

  @Test
  void showsTheHealthOfAContainerThatIsProbed() throws Exception {
    HealthConfig check =
        new HealthConfig(
            List.of("CMD", "true"),
            Duration.ofSeconds(7),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            0);
    run(new NetworkMode.Isolated(), ContainerSpec.of("busybox:latest").withHealthcheck(check));
    assertThat(status()).endsWith(" (health: starting)");
    engine.healthSeen(ID, Health.of(Health.Status.STARTING));
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    ProbeResult failed = new ProbeResult(noon, noon.plusMillis(1), 1, "no answer");

    engine.healthSeen(
        ID, Health.of(Health.Status.STARTING).with(Health.Status.UNHEALTHY, 3, failed));

    assertThat(status()).startsWith("Up ").endsWith(" (unhealthy)");
    var inspected = served.get("/containers/" + ID + "/json").json();
    assertThat(inspected.at("/State/Health").toString())
        .isEqualTo(
            "{\"Status\":\"unhealthy\",\"FailingStreak\":3,\"Log\":["
                + "{\"Start\":\"2026-11-22T12:00:00Z\",\"End\":\"2026-11-22T12:00:00.001Z\","
                + "\"ExitCode\":1,\"Output\":\"no answer\"}]}");
    assertThat(inspected.at("/Config/Healthcheck").toString())
        .isEqualTo("{\"Test\":[\"CMD\",\"true\"],\"Interval\":7000000000}");
    assertThat(served.get("/containers/json?filters={\"health\":[\"unhealthy\"]}").json().size())
        .isEqualTo(1);
    assertThat(served.get("/containers/json?filters={\"health\":[\"healthy\"]}").json().size())
        .isZero();
    assertThat(served.node.events.listen().before())
        .extracting(Event::action)
        .contains("health_status: unhealthy");
  }

  private String status() throws IOException {
    return served.get("/containers/json").json().at("/0/Status").asString();
  }

  @Test
  void showsWhatTheNodeAnswersOnForARunningContainer() throws Exception {
    PortConfig everywhere = new PortConfig("", "tcp", 80, 32_768, "host");
    PortConfig bound = new PortConfig("", "udp", 53, 5353, "host", "10.0.0.5");
    run(
        new NetworkMode.Joined(
            Path.of("/run/ns"),
            List.of("100.64.0.2"),
            "169.254.1.1",
            List.of(everywhere, bound),
            List.of()));

    assertThat(served.get("/containers/json").json().at("/0/Ports").toString())
        .isEqualTo(
            """
            [{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":32768,"Type":"tcp"},\
            {"IP":"::","PrivatePort":80,"PublicPort":32768,"Type":"tcp"},\
            {"IP":"10.0.0.5","PrivatePort":53,"PublicPort":5353,"Type":"udp"}]\
            """);
    assertThat(
            served
                .get("/containers/" + ID + "/json")
                .json()
                .at("/NetworkSettings/Ports")
                .toString())
        .isEqualTo(
            """
            {"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"32768"},{"HostIp":"::","HostPort":"32768"}],\
            "53/udp":[{"HostIp":"10.0.0.5","HostPort":"5353"}]}\
            """);
    served.post("/containers/" + ID + "/kill", "");
    engine.await(ID);
    assertThat(served.get("/containers/json?all=1").json().at("/0/Ports")).isEmpty();
  }

  @Test
  void showsTheNetworksOfATaskWithItsAddresses() throws IOException {
    run(
        new NetworkMode.Joined(
            Path.of("/run/ns"),
            List.of("10.0.1.3", "fd00::3", "10.0.0.7"),
            "169.254.1.1",
            List.of(),
            List.of(
                new NetworkMode.Membership("net1", "back", List.of("10.0.1.3/24", "fd00::3/64")),
                new NetworkMode.Membership("net0", "ingress", List.of("10.0.0.7/16")))));
    var inspected = served.get("/containers/" + ID + "/json").json();
    var networks = inspected.at("/NetworkSettings/Networks");
    assertThat(networks.propertyNames()).containsExactly("back", "ingress");
    assertThat(networks.at("/back/NetworkID").asString()).isEqualTo("net1");
    assertThat(networks.at("/back/IPAddress").asString()).isEqualTo("10.0.1.3");
    assertThat(networks.at("/back/IPPrefixLen").asInt()).isEqualTo(24);
    assertThat(networks.at("/back/GlobalIPv6Address").asString()).isEqualTo("fd00::3");
    assertThat(networks.at("/ingress/IPAddress").asString()).isEqualTo("10.0.0.7");
    assertThat(inspected.at("/HostConfig/NetworkMode").asString()).isEqualTo("back");
    assertThat(served.get("/containers/json").json().at("/0/NetworkSettings/Networks"))
        .isEqualTo(networks);
    String onIngress = "/containers/json?filters=%7B%22network%22%3A%5B%22ingress%22%5D%7D";
    assertThat(served.get(onIngress).json().size()).isEqualTo(1);
    assertThat(served.get(onIngress.replace("ingress", "other")).json().size()).isZero();
  }

  @Test
  void killsARunningContainerOnce() throws Exception {
    run();
    assertThat(served.post("/containers/" + ID + "/kill", "").status()).isEqualTo(204);
    engine.await(ID);
    Answer again = served.post("/containers/" + ID + "/kill", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.message()).endsWith("is not running");
    assertThat(served.get("/containers/json").body()).isEqualTo("[]\n");
    assertThat(served.get("/containers/json?all=1").json().at("/0/State").asString())
        .isEqualTo("exited");
  }

  @Test
  void refusesToRemoveWhatRunsUnlessForced() throws IOException {
    run();
    Answer refused = served.ask("DELETE", "/containers/" + ID, "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.message()).startsWith("You cannot remove a running container " + ID);
    assertThat(served.ask("DELETE", "/containers/" + ID + "?force=1", "").status()).isEqualTo(204);
    assertThat(served.get("/containers/" + ID + "/json").message())
        .isEqualTo("No such container: " + ID);
  }

  @Test
  void refusesASignalThatIsNone() throws IOException {
    run();
    assertThat(served.post("/containers/" + ID + "/kill?signal=NOPE", "").message())
        .isEqualTo("Invalid signal: NOPE");
    assertThat(served.post("/containers/nope/kill", "").status()).isEqualTo(404);
  }

  @Test
  void tellsWhatHappensToContainers() throws Exception {
    try (EventHub.Listener listener = served.node.events.listen()) {
      run();
      engine.signal(ID, 9);
      List<String> actions = new ArrayList<>();
      Event event = listener.queue().poll(5, TimeUnit.SECONDS);
      while (event != null && !event.action().equals("die")) {
        actions.add(event.action());
        event = listener.queue().poll(5, TimeUnit.SECONDS);
      }
      assertThat(actions).containsSubsequence("create", "start");
      assertThat(event).isNotNull();
      assertThat(event.actor().attributes())
          .containsEntry("exitCode", "137")
          .containsEntry("image", "busybox:latest");
    }
    String told =
        served
            .get(
                "/events?since=1&until=9999999999&filters=%7B%22event%22:%5B%22start%22%5D%7D"
                    .replace(
                        "9999999999",
                        Long.toString(Clock.systemUTC().instant().getEpochSecond() + 1)))
            .body();
    assertThat(told.lines()).hasSize(1);
    assertThat(told).contains("\"scope\":\"local\"");
  }
}
