package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import io.jswarm.lab.traffic.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Networks and published ports as typed into each command line. */
class NetworkIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static Lab lab;
  private static LabHost manager;

  static List<CommandLine> commandLines() {
    return CommandLine.installed();
  }

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("network", 1, 1);
    manager = lab.host(1);
    lab.importNetApp();
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aNetworkIsMadeShownAndRemoved(CommandLine line) throws InterruptedException {
    String id =
        run(line, "network create -d overlay --attachable --label a=b --subnet 10.77.0.0/24 one");
    assertThat(id).matches("[0-9a-z]{25}");
    assertThat(lines(line, "network ls --format", "{{.Name}} {{.Driver}} {{.Scope}}"))
        .contains("one overlay swarm", "ingress overlay swarm", "host host local");
    assertThat(
            line.run(
                    manager,
                    "network",
                    "inspect",
                    "one",
                    "--format",
                    "{{.Id}} {{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}} {{.Attachable}}")
                .orThrow())
        .isEqualTo(id + " 10.77.0.0/24 10.77.0.1 true");
    assertThat(line.run(manager, words("network create -d overlay one")).stderr())
        .contains("network with name one already exists");
    assertThat(run(line, "network create -d overlay --subnet 10.77.0.0/24 same-addresses"))
        .as("networks whose subnets overlap live side by side")
        .matches("[0-9a-z]{25}");
    assertThat(lines(line, "network rm one same-addresses"))
        .containsExactly("one", "same-addresses");
    assertThat(line.run(manager, words("network inspect one")).exitCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aServiceIsOnItsNetworksAndPublished(CommandLine line) throws Exception {
    for (String name : List.of("left", "right", "third")) {
      run(line, "network create -d overlay " + name);
    }
    run(
        line,
        "service create -d --no-resolve-image --name web --replicas 2 --network left --network"
            + " name=right,alias=www --publish 8080:80 --publish 5353:53/udp --publish 99"
            + " --stop-grace-period 1s busybox:latest sleep 1000");
    ClusterView view = new ClusterView(lab, manager);
    view.awaitRunning("web", 2);

    String ports = run(line, "service ls --format {{.Ports}}");
    assertThat(ports)
        .contains("*:8080->80/tcp", "*:5353->53/udp")
        .containsPattern("\\*:3\\d{4}->99");
    JsonNode service = view.api().get("/services/web").orThrow();
    assertThat(service.at("/Endpoint/VirtualIPs").size()).isGreaterThanOrEqualTo(2);
    assertThat(attached(view)).containsExactlyInAnyOrder("ingress", "left", "right");
    JsonNode verbose = view.api().get("/networks/left?verbose=true").orThrow();
    assertThat(verbose.at("/Services/web/Tasks").size()).isEqualTo(2);
    assertThat(verbose.at("/Services/web/VIP").asString("")).startsWith("10.");

    Outcome refused = line.run(manager, words("network rm left"));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("is in use by service");
    assertThat(
            line.run(
                    manager,
                    words(
                        "service create -d --no-resolve-image --name b -p 8080:81 busybox:latest"))
                .stderr())
        .contains("port '8080' is already in use by service 'web'");

    run(
        line,
        "service update -d --no-resolve-image --network-rm left --network-add third --publish-rm 80"
            + " --publish-add 8081:80 web");
    within(
        SOON,
        "both tasks are on the new network",
        () -> view.running("web").size() == 2 && attached(view).contains("third"));
    assertThat(attached(view)).containsExactlyInAnyOrder("ingress", "right", "third");
    assertThat(run(line, "service ls --format {{.Ports}}"))
        .contains("*:8081->80/tcp")
        .doesNotContain("8080");
    run(line, "network rm left");
    run(line, "service rm web");
    within(
        SOON,
        "the networks are free again",
        () -> line.run(manager, words("network rm right third")).succeeded());
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void aPortThatIsLeftToTheNodeIsTheOneItSays(CommandLine line) throws Exception {
    run(
        line,
        "service create -d --no-resolve-image --name web --replicas 2 --publish"
            + " mode=host,target=80 --publish mode=host,target=80,protocol=udp --stop-grace-period"
            + " 1s netapp:latest");
    ClusterView view = new ClusterView(lab, manager);
    view.awaitRunning("web", 2);

    List<String> shown = lines(line, "service ps web --format", "{{.Node}} {{.Ports}}");
    for (JsonNode task : view.running("web")) {
      LabHost host = view.hostOf(task);
      for (JsonNode port : task.at("/Status/PortStatus/Ports")) {
        int number = port.path("PublishedPort").asInt(0);
        String protocol = port.path("Protocol").asString("");
        assertThat(number).isBetween(30_000, 65_535);
        assertThat(shown)
            .anyMatch(each ->
                each.startsWith(host.hostname() + " ")
                    && each.contains("*:%d->80/%s".formatted(number, protocol)));
        assertThat(line.run(host, words("container ls --format {{.Ports}}")).orThrow())
            .contains("0.0.0.0:%d->80/%s".formatted(number, protocol));
        assertThat(outside().ask(protocol, host.address(), number, 3))
            .as("%s of %s", protocol, host.hostname())
            .containsOnly(name(task) + " 10.98.0.200");
      }
    }
    run(line, "service rm web");
  }

  /** Docker's clients cannot ask for it. */
  @Test
  void aPortOnOneAddressIsAnsweredThereAndNowhereElse() throws Exception {
    CommandLine line = CommandLine.JSWARM;
    LabHost worker = lab.host(2);
    run(
        line,
        "service create -d --no-resolve-image --name web --replicas 2 --publish 10.98.0.2:8088:80"
            + " --stop-grace-period 1s netapp:latest");
    ClusterView view = new ClusterView(lab, manager);
    view.awaitRunning("web", 2);

    within(
        SOON,
        "both tasks answer on the one address",
        () -> outside().ask("tcp", worker.address(), 8088, 16).stream().distinct().count() == 2);
    for (String elsewhere : List.of(manager.address(), "fd98::1", "fd98::2")) {
      assertThat(outside().ask("tcp", elsewhere, 8088, 2))
          .as(elsewhere)
          .containsOnly("- Connection refused");
    }
    run(line, "service rm web");
  }

  @Test
  void nodesSayThatTheyHaveOverlays() throws IOException {
    for (JsonNode node : new ClusterView(lab, manager).nodes()) {
      assertThat(node.at("/Description/Engine/Plugins"))
          .anyMatch(plugin ->
              plugin.path("Type").asString("").equals("Network")
                  && plugin.path("Name").asString("").equals("overlay"));
    }
  }

  private static Place outside() {
    return new Place.Outside(lab);
  }

  /** What the program calls itself: its container's host name. */
  private static String name(JsonNode task) {
    return ClusterView.containerOf(task).substring(0, 12);
  }

  /** The names of the networks the tasks of web are on. */
  private static List<String> attached(ClusterView view) throws IOException {
    return view.running("web").stream()
        .flatMap(
            task -> StreamSupport.stream(task.path("NetworksAttachments").spliterator(), false))
        .map(attachment -> attachment.at("/Network/Spec/Name").asString(""))
        .distinct()
        .toList();
  }

  private static String run(CommandLine line, String words) throws InterruptedException {
    return line.run(manager, words(words)).orThrow();
  }

  private static List<String> lines(CommandLine line, String words, String... more)
      throws InterruptedException {
    String[] given = words(words);
    String[] all = Arrays.copyOf(given, given.length + more.length);
    System.arraycopy(more, 0, all, given.length, more.length);
    return line.run(manager, all).lines();
  }

  private static String[] words(String line) {
    return line.split(" ");
  }
}
