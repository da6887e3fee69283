package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jswarm.lab.host.HostEngine;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The life of a cluster as typed into each command line, from init to leave; the tests are its
 * steps, in order.
 */
@ParameterizedClass
@MethodSource("commandLines")
@SuppressWarnings("NullAway.Init") // the fields are set before each invocation of the class
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
  private static final String PROGRAM =
      "echo hello $COLOUR; trap 'exit 0' TERM; while :; do sleep 1000 & wait; done";
  private static Lab lab;
  private static LabHost first;
  private static LabHost second;
  private static LabHost third;

  @Parameter CommandLine line = CommandLine.JSWARM;

  static List<CommandLine> commandLines() {
    return CommandLine.installed();
  }

  @BeforeParameterizedClassInvocation
  static void makeThreeIdleHosts() throws InterruptedException {
    lab = Clusters.idle("cli", 3);
    first = lab.host(1);
    second = lab.host(2);
    third = lab.host(3);
  }

  @AfterParameterizedClassInvocation
  static void removeThem() {
    Clusters.removeWithoutRemains(lab);
  }

  @Test
  @Order(1)
  void initMakesTheFirstManager() throws InterruptedException {
    String said = line.run(first, "swarm", "init", "--advertise-addr", first.address()).orThrow();
    assertThat(said)
        .containsPattern("Swarm initialized: current node \\([0-9a-z]{25}\\) is now a manager\\.")
        .containsPattern(
            "swarm join --token SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25} 10\\.98\\.0\\.1:2377");
  }

  @Test
  @Order(2)
  void joinTokensLetAManagerAndAWorkerIn() throws InterruptedException {
    assertThat(join(second, "manager")).isEqualTo("This node joined a swarm as a manager.");
    assertThat(join(third, "worker")).isEqualTo("This node joined a swarm as a worker.");
  }

  @Test
  @Order(3)
  void nodeLsShowsThemAll() throws InterruptedException {
    within(
        Duration.ofSeconds(20),
        "three nodes are ready",
        () -> nodeLs().stream().filter(l -> l.contains(" Ready ")).count() == 3);
    assertThat(nodeLs())
        .containsExactlyInAnyOrder(
            "jsw-h1 Ready Active Leader", "jsw-h2 Ready Active Reachable", "jsw-h3 Ready Active");
    assertThat(line.run(second, "node", "ls").lines().getFirst())
        .containsPattern("^ID +HOSTNAME +STATUS +AVAILABILITY +MANAGER STATUS");
  }

  @Test
  @Order(4)
  void anImportedImageIsListed() throws InterruptedException {
    Path tar = lab.rootFileSystem();
    for (LabHost host : lab.hosts()) {
      assertThat(
              line.run(
                      host,
                      "image",
                      "import",
                      "-c",
                      "ENV PATH=/bin",
                      tar.toString(),
                      "busybox:latest")
                  .orThrow())
          .matches("sha256:[0-9a-f]{64}");
      assertThat(line.run(host, "image", "ls", "--format", "{{.Repository}}:{{.Tag}}").lines())
          .contains("busybox:latest");
    }
  }

  @Test
  @Order(5)
  void createReturnsWhenThreeReplicasRun() throws InterruptedException {
    Outcome created =
        line.run(
            first,
            "service",
            "create",
            "--name",
            "web",
            "--replicas",
            "3",
            "--detach=false",
            "--env",
            "COLOUR=red",
            "busybox:latest",
            "sh",
            "-c",
            PROGRAM);
    assertThat(created.orThrow()).containsPattern("(?m)^[0-9a-z]{25}$");
    assertThat(serviceLs()).containsExactly("web replicated 3/3 busybox:latest");
  }

  @Test
  @Order(6)
  void psNamesEachTaskAndItsNode() throws InterruptedException {
    List<String> tasks =
        line.run(
                second,
                "service",
                "ps",
                "web",
                "--format",
                "{{.Name}} {{.Node}} {{.DesiredState}} {{.CurrentState}}")
            .lines();
    assertThat(tasks)
        .hasSize(3)
        .allMatch(task -> task.matches("web\\.[123] jsw-h[123] Running Running .*ago"));
    assertThat(tasks.stream().map(task -> task.replaceFirst("^\\S+ (\\S+) .*", "$1")))
        .as("spread over the nodes")
        .doesNotHaveDuplicates();
  }

  @Test
  @Order(7)
  void inspectShowsWhatWasAskedFor() throws InterruptedException {
    String format =
        "{{.Spec.Name}} {{.Spec.Mode.Replicated.Replicas}} {{json .Spec.TaskTemplate.ContainerSpec.Env}}";
    assertThat(line.run(first, "service", "inspect", "web", "--format", format).orThrow())
        .isEqualTo("web 3 [\"COLOUR=red\"]");
    assertThat(line.run(first, "service", "inspect", "--pretty", "web").orThrow())
        .containsPattern("(?m)^Name:\\s+web$")
        .containsPattern("(?m)^ Replicas:\\s+3$");
  }

  @Test
  @Order(8)
  void scaleReturnsWhenTenReplicasRun() throws InterruptedException {
    assertThat(line.run(second, "service", "scale", "web=10").orThrow())
        .contains("web scaled to 10");
    assertThat(serviceLs()).containsExactly("web replicated 10/10 busybox:latest");
  }

  @Test
  @Order(9)
  void updateGivesEveryTaskTheNewEnvironment() throws InterruptedException {
    line.run(
            first,
            "service",
            "update",
            "--env-add",
            "COLOUR=blue",
            "--update-parallelism",
            "5",
            "--detach=false",
            "web")
        .orThrow();
    within(
        Duration.ofSeconds(20),
        "ten tasks have said the new colour",
        () -> logs().stream().filter("hello blue"::equals).count() == 10);
    assertThat(serviceLs()).containsExactly("web replicated 10/10 busybox:latest");
  }

  @Test
  @Order(10)
  void logsCarryTheNameOfTheTask() throws InterruptedException {
    assertThat(line.run(first, "service", "logs", "web").lines())
        .isNotEmpty()
        .allMatch(said -> said.matches("web\\.\\d+\\.[0-9a-z]+@jsw-h[123] +\\| hello (red|blue)"));
  }

  @Test
  @Order(11)
  void rmLeavesNoContainerBehind() throws InterruptedException {
    assertThat(line.run(second, "service", "rm", "web").orThrow()).isEqualTo("web");
    assertThat(serviceLs()).isEmpty();
    within(
        Duration.ofSeconds(30),
        "no container runs",
        () -> ClusterView.containers(lab.hosts()).isEmpty());
  }

  @Test
  @Order(12)
  void aGlobalServiceFollowsTheNodes() throws InterruptedException {
    line.run(
            first,
            "service",
            "create",
            "--name",
            "agent",
            "--mode",
            "global",
            "--update-monitor",
            "1s",
            "--detach=false",
            "busybox:latest",
            "sh",
            "-c",
            PROGRAM)
        .orThrow();
    assertThat(serviceLs()).containsExactly("agent global 3/3 busybox:latest");
    assertThat(line.run(first, "service", "scale", "agent=2").stderr())
        .contains("scale can only be used with replicated or replicated-job mode");

    line.run(first, "node", "update", "--availability", "drain", "jsw-h3").orThrow();
    within(Duration.ofSeconds(20), "two are left", () -> replicasOf("agent").equals("2/2"));
    line.run(first, "node", "update", "--availability", "active", "jsw-h3").orThrow();
    within(Duration.ofSeconds(20), "all are back", () -> replicasOf("agent").equals("3/3"));
    line.run(first, "service", "rm", "agent").orThrow();
  }

  @Test
  @Order(13)
  void aJobRunsToItsCompletionsAndAgainWhenForced() throws InterruptedException {
    line.run(
            first,
            "service",
            "create",
            "--name",
            "once",
            "--mode",
            "replicated-job",
            "--replicas",
            "3",
            "--max-concurrent",
            "2",
            "--detach=false",
            "busybox:latest",
            "true")
        .orThrow();
    assertThat(replicasOf("once")).isEqualTo("0/2 (3/3 completed)");
    assertThat(runsOfJob()).hasSize(3).allMatch(task -> task.startsWith("Complete Complete "));

    line.run(second, "service", "update", "--force", "--detach=false", "once").orThrow();
    assertThat(replicasOf("once")).isEqualTo("0/2 (3/3 completed)");
    assertThat(runsOfJob()).hasSize(3);
    assertThat(
            line.run(first, "service", "inspect", "once", "--format", "{{json .JobStatus}}")
                .orThrow())
        .contains("\"JobIteration\":{\"Index\":1}");
    if (line == CommandLine.JSWARM) { // Docker's clients have no words for it
      assertThat(line.run(first, "service", "inspect", "--pretty", "once").orThrow())
          .containsPattern("(?m)^ Completions:\\s+3$")
          .containsPattern("(?m)^ Concurrent:\\s+2$");
    }

    line.run(
            first,
            "service",
            "create",
            "--name",
            "everywhere",
            "--mode",
            "global-job",
            "--detach=false",
            "busybox:latest",
            "true")
        .orThrow();
    assertThat(replicasOf("everywhere")).isEqualTo("0/0 (3/3 completed)");
    line.run(first, "service", "rm", "once", "everywhere").orThrow();
  }

  @Test
  @Order(14)
  void aJobOnAScheduleIsRunByHandAndKeepsItsScheduleThroughEveryClient()
      throws InterruptedException {
    assumeTrue(Clusters.ENGINE == HostEngine.JSWARMD, "Docker's engine knows no schedules");
    String create =
        "service create --name nightly --mode replicated-job --schedule @yearly"
            + " --schedule-timezone Europe/Berlin busybox:latest true";
    String created = CommandLine.JSWARM.run(first, create.split(" ")).orThrow();
    assertThat(created).containsPattern("next run 20\\d\\d-12-31 23:00:00");
    assertThat(replicasOf("nightly")).isEqualTo("0/1 (0/1 completed)");

    CommandLine.JSWARM.run(second, "service", "run", "nightly").orThrow();
    line.run(second, "service", "update", "--detach", "--label-add", "a=b", "nightly").orThrow();
    line.run(second, "service", "update", "--detach", "--force", "nightly").orThrow();

    within(
        Duration.ofSeconds(20),
        "both runs are over and kept",
        () ->
            pretty("nightly").matches("(?s).*\n 2\tby hand [^\n]* complete: 1 of 1 tasks.*")
                && line.run(first, "service", "ps", "-q", "nightly").orThrow().lines().count()
                    == 2);
    assertThat(pretty("nightly"))
        .containsPattern("(?m)^Schedule:\t@yearly$")
        .containsPattern("(?m)^ Time zone:\tEurope/Berlin$");
    assertThat(CommandLine.JSWARM.run(first, "service", "ls").orThrow())
        .contains("replicated job (@yearly)");
    line.run(first, "service", "rm", "nightly").orThrow();
  }

  private static String pretty(String service) throws InterruptedException {
    return CommandLine.JSWARM.run(first, "service", "inspect", "--pretty", service).orThrow();
  }

  @Test
  @Order(15)
  void workersAndManagersLeave() throws InterruptedException {
    assertThat(line.run(third, "swarm", "leave").orThrow()).isEqualTo("Node left the swarm.");
    within(
        Duration.ofSeconds(20),
        "host 3 is shown as down",
        () -> nodeLs().contains("jsw-h3 Down Active"));
    line.run(first, "node", "rm", "jsw-h3").orThrow();
    Outcome refused = line.run(second, "swarm", "leave");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr())
        .contains(
            "You are attempting to leave the swarm on a node that is participating as a manager.");
    line.run(first, "node", "demote", "jsw-h2").orThrow();
    within(
        Duration.ofSeconds(20),
        "host 2 is a worker",
        () -> nodeLs().contains("jsw-h2 Ready Active"));
    within(
        Duration.ofSeconds(20),
        "host 2 may leave",
        () -> line.run(second, "swarm", "leave").succeeded());
    line.run(first, "swarm", "leave", "--force").orThrow();
    assertThat(line.run(first, "node", "ls").stderr())
        .contains("This node is not a swarm manager. Use ");
  }

  private String join(LabHost host, String role) throws InterruptedException {
    String token = line.run(first, "swarm", "join-token", "-q", role).orThrow();
    return line.run(host, "swarm", "join", "--token", token, first.address() + ":2377").orThrow();
  }

  private List<String> nodeLs() throws InterruptedException {
    return line
        .run(
            first,
            "node",
            "ls",
            "--format",
            "{{.Hostname}} {{.Status}} {{.Availability}} {{.ManagerStatus}}")
        .lines()
        .stream()
        .map(String::strip)
        .toList();
  }

  private List<String> serviceLs() throws InterruptedException {
    return line.run(
            first, "service", "ls", "--format", "{{.Name}} {{.Mode}} {{.Replicas}} {{.Image}}")
        .lines();
  }

  private String replicasOf(String service) throws InterruptedException {
    return line.run(
            first, "service", "ls", "--filter", "name=" + service, "--format", "{{.Replicas}}")
        .orThrow();
  }

  private List<String> runsOfJob() throws InterruptedException {
    return line.run(
            second, "service", "ps", "once", "--format", "{{.DesiredState}} {{.CurrentState}}")
        .lines();
  }

  private List<String> logs() throws InterruptedException {
    return line.run(first, "service", "logs", "--raw", "web").lines();
  }
}
