package io.jswarm.daemon.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.model.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real Docker clients, the distribution's and a newer one, against the recorded cluster. */
class DockerCliTest {
  private final Path folder;
  private final ServedNode served;

  DockerCliTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    served = new ServedNode(folder);
    served.node.image = Recorded.image();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private record Run(int exitCode, String output) {}

  private Run docker(String binary, String... arguments) throws IOException, InterruptedException {
    assumeThat(Path.of(binary)).as("a Docker client").isExecutable();
    List<String> command = new ArrayList<>(List.of(binary, "-H", "unix://" + served.socket));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().put("DOCKER_CONFIG", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), Files.readString(output));
  }

  private String out(String binary, String... arguments) throws IOException, InterruptedException {
    Run run = docker(binary, arguments);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/docker", "/usr/local/bin/docker"})
  void readsTheCluster(String docker) throws Exception {
    assertThat(out(docker, "version")).contains("API version:", "(minimum version 1.24)", "0.1.0");
    assertThat(out(docker, "info"))
        .contains("Swarm: active", "Is Manager: true", "Managers: 1", "Nodes: 3", "Name: sw-h1")
        .doesNotContain("WARNING");
    assertThat(out(docker, "node", "ls").lines())
        .anyMatch(
            line -> line.matches("uskdyiq4oq2xhy5njascn3cst \\* +sw-h1 +Ready +Active +Leader.*"))
        .hasSize(4);
    assertThat(out(docker, "service", "ls"))
        .containsPattern("web +replicated +2/2 +busybox:latest")
        .containsPattern("full +replicated +0/1 \\(max 3 per node\\)");
    assertThat(out(docker, "service", "ps", "web"))
        .containsPattern("web\\.1 +busybox:latest +sw-h3 +Running +Running")
        .containsPattern("web\\.2 +busybox:latest +sw-h2 +Running +Running");
    assertThat(out(docker, "service", "inspect", "web")).contains("\"Replicas\": 2");
    assertThat(out(docker, "service", "inspect", "--pretty", "web"))
        .containsPattern("Service Mode:\\s+Replicated");
    assertThat(out(docker, "node", "inspect", "--pretty", "self")).contains("sw-h1");
    assertThat(out(docker, "swarm", "join-token", "-q", "worker")).startsWith("SWMTKN-1-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/docker", "/usr/local/bin/docker"})
  void readsThisNode(String docker) throws Exception {
    assertThat(out(docker, "ps", "-a").lines()).hasSize(1);
    assertThat(out(docker, "images").lines()).hasSize(1);
    assertThat(out(docker, "volume", "ls").lines()).hasSize(1);
    assertThat(out(docker, "network", "ls")).contains("bridge", "host", "none");
    assertThat(out(docker, "system", "df")).contains("Images");
    assertThat(out(docker, "secret", "ls").lines()).hasSize(1);
    assertThat(out(docker, "events", "--since", "1m", "--until", "0s")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/docker", "/usr/local/bin/docker"})
  void writesToTheCluster(String docker) throws Exception {
    String id =
        out(
            docker,
            "service",
            "create",
            "-d",
            "--network",
            "host",
            "--name",
            "n",
            "--replicas",
            "3",
            "busybox",
            "sleep",
            "9");
    assertThat(id).contains("m441i3a2ph4cbvbvl8pxwwari");
    assertThat(out(docker, "service", "scale", "-d", "web=10")).contains("web scaled to 10");
    assertThat(out(docker, "service", "update", "-d", "--env-add", "A=1", "web")).contains("web");
    assertThat(out(docker, "service", "rm", "web")).isEqualTo("web\n");
    out(docker, "node", "update", "--availability", "drain", "sw-h2");
    assertThat(served.node.commands).hasSize(5);
    var create = (Command.CreateService) served.node.commands.get(0);
    assertThat(create.spec().workload()).isEqualTo(new Workload.Replicated(3));
    var scale = (Command.UpdateService) served.node.commands.get(1);
    assertThat(scale.spec().workload()).isEqualTo(new Workload.Replicated(10));
    var update = (Command.UpdateService) served.node.commands.get(2);
    assertThat(update.spec().taskTemplate().containerSpec())
        .extracting("env")
        .asString()
        .isEqualTo("[A=1]");
    assertThat(served.node.commands.get(3)).isEqualTo(new Command.RemoveService("web"));
    var drain = (Command.UpdateNode) served.node.commands.get(4);
    assertThat(drain.spec().isDrained()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/docker", "/usr/local/bin/docker"})
  void printsLogsWithTheirTasks(String docker) throws Exception {
    served.node.oneLineEach("gdj1q0iu83u6zlf7ou6elrj7t", "hello\n");
    assertThat(out(docker, "service", "logs", "web"))
        .containsPattern("web\\.2\\.wk17hzeserx1@sw-h2 +\\| hello")
        .containsPattern("web\\.1\\.yfgj44hgeiwt@sw-h2 +\\| hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/docker", "/usr/local/bin/docker"})
  void saysWhyItCannot(String docker) throws Exception {
    assertThat(docker(docker, "service", "inspect", "nope").output())
        .contains("no such service: nope");
    served.node.standing = new Standing.Inactive();
    Run run = docker(docker, "service", "ls");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output())
        .contains("This node is not a swarm manager. Use \"docker swarm init\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/bin/docker", "/usr/local/bin/docker"})
  void initsJoinsAndLeaves(String docker) throws Exception {
    served.node.standing = new Standing.Inactive();
    assertThat(out(docker, "swarm", "join", "--token", "SWMTKN-1-x", "10.98.0.1:2377"))
        .contains("This node joined a swarm as a");
    served.node.standing = new Standing.Worker(FakeNode.MEMBERSHIP);
    assertThat(out(docker, "swarm", "leave")).contains("Node left the swarm.");
  }
}
