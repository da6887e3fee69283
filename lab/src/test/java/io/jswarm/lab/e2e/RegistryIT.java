package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Command;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images from a registry that does not let everybody in, on every node. */
class RegistryIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int NODES = 3;
  private static Lab lab;
  private static LabHost manager;
  private static PrivateRegistry registry;

  @TempDir private static Path folder;

  static List<CommandLine> commandLines() {
    return CommandLine.installed();
  }

  @BeforeAll
  static void makeTheCluster() throws InterruptedException, IOException {
    LabOptions options =
        LabOptions.of(Clusters.TOP, "registry")
            .withDaemonFlags("--insecure-registry " + PrivateRegistry.name());
    lab = Clusters.of(options, 1, NODES - 1);
    manager = lab.host(1);
    registry = PrivateRegistry.start(manager, folder);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  private static String run(CommandLine line, String words) throws InterruptedException {
    return line.run(manager, words.split(" ")).orThrow().strip();
  }

  private static Outcome logIn(CommandLine line, String password) throws InterruptedException {
    return line.typing(
        manager,
        password,
        "login",
        "--username",
        PrivateRegistry.USER,
        "--password-stdin",
        PrivateRegistry.name());
  }

  private static void awaitAll(String service, String image) {
    ClusterView view = new ClusterView(lab, manager);
    within(
        SOON,
        service + " runs " + image + " on every node",
        () ->
            view.running(service).stream()
                    .filter(
                        task -> task.at("/Spec/ContainerSpec/Image").asString("").startsWith(image))
                    .map(task -> task.path("NodeID").asString(""))
                    .distinct()
                    .count()
                == NODES);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void whoHasLoggedInRunsItEverywhereAndAnUpdateWithoutTheFlagLosesNothing(CommandLine line)
      throws Exception {
    String name = "app-" + line.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String first = registry.push(lab, name + ":1");
    String second = registry.push(lab, name + "/other:1");
    Outcome wrong = logIn(line, "hunter2");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.stderr())
        .contains("does not accept these credentials")
        .doesNotContain("hunter2");
    assertThat(logIn(line, PrivateRegistry.PASSWORD).orThrow()).contains("Login Succeeded");

    run(
        line,
        "service create -d --with-registry-auth --mode global --stop-grace-period 1s --name "
            + name
            + " "
            + first
            + " sleep 1000");
    awaitAll(name, first + "@sha256:");
    assertThat(new EngineApi(manager).get("/services/" + name).body().toString())
        .doesNotContain("RegistryAuth");

    run(line, "service update -d --image " + second + " " + name);
    awaitAll(name, second);
    run(line, "service rm " + name);
    run(line, "logout " + PrivateRegistry.name());
    assertThat(nodesWithThePassword()).isEmpty();
  }

  @Test
  void whoHasNotIsToldWhatToDo() throws Exception {
    String image = registry.push(lab, "bare:1");
    CommandLine line = CommandLine.DOCKER_OF_DEBIAN;
    run(line, "service create -d --restart-condition none --name bare " + image + " sleep 1000");
    within(
        SOON,
        "it is rejected with what to do",
        () ->
            run(line, "service ps --no-trunc --format {{.CurrentState}}:{{.Error}} bare")
                .matches("Rejected .*: *\"No such image: .*wants credentials: log in to it.*\""));
    Outcome pull = line.run(manager, "pull", image);
    assertThat(pull.exitCode()).isEqualTo(1);
    assertThat(pull.stderr()).contains("wants credentials: log in to it");
    run(line, "service rm bare");
  }

  /** Files of nodes, logs of daemons among them, in which it can be read. */
  private static String nodesWithThePassword() throws InterruptedException {
    StringBuilder found = new StringBuilder();
    for (LabHost host : lab.hosts()) {
      for (String shape : PrivateRegistry.shapesOfPassword()) {
        found.append(
            Command.of(
                    List.of(
                        "grep",
                        "-rlsF",
                        "--",
                        shape,
                        host.dataRoot().toString(),
                        host.daemonLog().toString()))
                .within(SOON)
                .run()
                .stdout());
      }
    }
    return found.toString();
  }
}
