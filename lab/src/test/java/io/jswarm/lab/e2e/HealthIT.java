package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.containerOf;
import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.LabOptions;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Health checks and the other options of containers, from what is typed to the process. */
class HealthIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Well once it is sent SIGUSR1, unwell again once it is sent SIGUSR2. */
  private static final String FICKLE =
      "trap 'touch /tmp/well' USR1; trap 'rm /tmp/well' USR2; while :; do sleep 1 & wait $!; done";

  private static final String OPTIONS =
      "service create -d --no-resolve-image --name options --replicas 1 --init --tty"
          + " --hostname {{.Service.Name}}-{{.Task.Slot}} --env WHERE={{.Node.Hostname}}"
          + " --sysctl net.ipv4.ip_forward=0 --ulimit nofile=100:200 --cap-drop NET_RAW --read-only"
          + " --group 777 --host db:10.9.8.7 --dns 10.9.8.6 --dns-search example.org"
          + " --stop-signal SIGQUIT --stop-grace-period 1s --limit-pids 50 --log-driver local"
          + " --log-opt max-size=20k --log-opt max-file=2 --user 1000 busybox:latest";

  private static final String SEEN =
      "cat /proc/1/comm; hostname; echo $WHERE; cat /proc/sys/net/ipv4/ip_forward;"
          + " ulimit -n; ulimit -Hn; grep CapBnd /proc/self/status; touch /x; id -u; id -G;"
          + " grep db /etc/hosts; grep example /etc/resolv.conf; tty; sleep 1000";

  /** What the vendor of two GPUs would say of them; they are devices that every machine has. */
  private static final String CDI =
      """
      {"cdiVersion":"0.6.0","kind":"nvidia.com/gpu","devices":[
        {"name":"GPU-a","containerEdits":{"deviceNodes":[{"path":"/dev/nv","hostPath":"/dev/full"}]}},
        {"name":"GPU-b","containerEdits":{"deviceNodes":[{"path":"/dev/nv","hostPath":"/dev/zero"}]}}]}\
      """;

  private static Lab lab;
  private static LabHost manager;
  private static LabHost worker;
  private static ClusterView view;

  static List<CommandLine> commandLines() {
    return CommandLine.installed();
  }

  @BeforeAll
  static void makeTheCluster(@TempDir Path cdi) throws IOException, InterruptedException {
    Files.writeString(cdi.resolve("nvidia.json"), CDI);
    String flags =
        "--cdi-spec-dir "
            + cdi
            + " --node-generic-resource gpu=GPU-a --node-generic-resource gpu=GPU-b";
    lab = Clusters.of(LabOptions.of(Clusters.TOP, "health").withDaemonFlags(flags), 1, 1);
    manager = lab.host(1);
    worker = lab.host(2);
    view = new ClusterView(lab, manager);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  private static String run(CommandLine line, LabHost host, String... words)
      throws InterruptedException {
    return line.run(host, words).orThrow().strip();
  }

  private static List<JsonNode> tasks(String service) throws IOException {
    JsonNode all = view.api().get("/tasks?" + EngineApi.filter("service", service)).orThrow();
    return StreamSupport.stream(all.spliterator(), false).toList();
  }

  private static String state(JsonNode task) {
    return task.path("Status").path("State").asString("");
  }

  private static String status(String container) throws InterruptedException {
    return run(
        CommandLine.JSWARM,
        worker,
        "container",
        "ls",
        "--no-trunc",
        "--filter",
        "id=" + container,
        "--format",
        "{{.Status}}");
  }

  private static void send(String signal, String container) throws InterruptedException {
    run(CommandLine.JSWARM, worker, "container", "kill", "--signal", signal, container);
  }

  @Test
  void aTaskRunsWhenItIsWellAndIsReplacedWhenItIsNot() throws Exception {
    run(
        CommandLine.JSWARM,
        manager,
        Stream.concat(
                Stream.of(
                    ("service create -d --no-resolve-image --name fickle --constraint"
                            + " node.role==worker --health-interval 500ms --health-retries 2"
                            + " --health-start-period 10m --health-start-interval 500ms"
                            + " --stop-grace-period 1s --restart-delay 100ms")
                        .split(" ")),
                Stream.of(
                    "--health-cmd",
                    "test -e /tmp/well || { echo not well yet; exit 1; }",
                    "busybox:latest",
                    "sh",
                    "-c",
                    FICKLE))
            .toArray(String[]::new));
    within(
        SOON,
        "a task starts and was probed in vain",
        () -> log(containerOf(tasks("fickle").getFirst())).contains("not well yet"));
    JsonNode task = tasks("fickle").getFirst();
    String container = containerOf(task);
    assertThat(state(task)).isEqualTo("starting");
    assertThat(status(container)).endsWith("(health: starting)");

    send("USR1", container);
    view.awaitRunning("fickle", 1);
    assertThat(status(container)).endsWith("(healthy)");

    worker.stopDaemon();
    worker.startDaemon();
    view.awaitReady(2);
    within(SOON, "it is still well", () -> status(container).endsWith("(healthy)"));
    assertThat(tasks("fickle")).hasSize(1);
    assertThat(state(tasks("fickle").getFirst())).isEqualTo("running");

    send("USR2", container);
    within(SOON, "another task takes its slot", () -> tasks("fickle").size() == 2);
    JsonNode failed =
        tasks("fickle").stream()
            .filter(each -> containerOf(each).equals(container))
            .findFirst()
            .orElseThrow();
    assertThat(state(failed)).isEqualTo("failed");
    assertThat(failed.path("Status").path("Err").asString(""))
        .contains("unhealthy container: not well yet");
    run(CommandLine.JSWARM, manager, "service", "rm", "fickle");
  }

  private static String log(String container) throws IOException {
    return new EngineApi(worker)
        .get("/containers/" + container + "/json")
        .orThrow()
        .at("/State/Health/Log")
        .toString();
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void optionsAreWhatTheProcessSees(CommandLine line) throws Exception {
    run(
        line,
        manager,
        Stream.concat(Stream.of(OPTIONS.split(" ")), Stream.of("sh", "-c", SEEN))
            .toArray(String[]::new));
    view.awaitRunning("options", 1);
    String node = view.hostOf(view.running("options").getFirst()).hostname();
    List<String> expected =
        List.of(
            "docker-init",
            "options-1",
            node,
            "0",
            "100",
            "200",
            "CapBnd:\t00000000a80405fb",
            "touch: /x: Read-only file system",
            "1000",
            "0 777",
            "10.9.8.7\tdb",
            "search example.org",
            "/dev/pts/0");

    within(
        SOON,
        "it has said what it sees",
        () ->
            line.run(manager, "service", "logs", "--raw", "options")
                .stdout()
                .lines()
                .toList()
                .containsAll(expected));
    String id = view.api().get("/services/options").orThrow().path("ID").asString();
    run(line, manager, "service", "rm", "options");
    within(SOON, "its task is gone", () -> tasks(id).isEmpty());
  }

  @Test
  void whatNoNodeCanDoIsRefusedWithASentence() throws Exception {
    Outcome outcome =
        CommandLine.JSWARM.run(
            manager,
            "service create -d --no-resolve-image --credential-spec file://a busybox".split(" "));
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.stderr()).contains("credential specs are for containers on Windows");
  }

  private static Outcome jswarm(String words, String... more) throws InterruptedException {
    return CommandLine.JSWARM.run(
        manager,
        Stream.concat(Stream.of(words.split(" ")), Stream.of(more)).toArray(String[]::new));
  }

  private static void awaitSaid(String service, String... lines) {
    within(
        SOON,
        service + " says " + List.of(lines),
        () ->
            jswarm("service logs --raw " + service)
                .stdout()
                .lines()
                .toList()
                .containsAll(List.of(lines)));
  }

  @Test
  void whatContainersHaveOfTheirHostsIsAllowedByThePolicy() throws Exception {
    String device =
        "service create -d --no-resolve-image --name device --device /dev/full:/dev/far";
    String[] touch = {
      "busybox:latest",
      "sh",
      "-c",
      "stat -c %t:%T /dev/far; echo > /dev/far || echo full; sleep 1000"
    };
    assertThat(jswarm(device, touch).stderr())
        .contains("does not allow the device /dev/full")
        .contains("jswarm swarm update --workload-policy device=/dev/full");
    jswarm("swarm update --workload-policy privileged,gpus,device=/dev/fu*").orThrow();
    run(CommandLine.DOCKER_OF_DEBIAN, manager, "swarm", "update", "--task-history-limit", "4");
    assertThat(jswarm("info").orThrow())
        .as("kept through a client that does not know it")
        .contains("Workload Policy: privileged,gpus,device=/dev/fu*");

    jswarm(device, touch).orThrow();
    jswarm(
            "service create -d --no-resolve-image --name mighty --privileged busybox:latest sh -c",
            "mkdir /m; mount -t tmpfs none /m && echo mounted; sleep 1000")
        .orThrow();
    jswarm(
            "service create -d --no-resolve-image --name render --gpus 1 --replicas 5"
                + " busybox:latest sh -c",
            "echo $NVIDIA_VISIBLE_DEVICES is $(stat -c %t:%T /dev/nv); sleep 1000")
        .orThrow();
    awaitSaid("device", "1:7", "full");
    awaitSaid("mighty", "mounted");
    awaitSaid("render", "GPU-a is 1:7", "GPU-b is 1:5");
    view.awaitRunning("render", 4);
    assertThat(jswarm("service ps --no-trunc --format {{.Error}} render").orThrow())
        .contains("insufficient resources on 2 nodes");

    run(
        CommandLine.DOCKER_OF_DEBIAN,
        manager,
        "service",
        "update",
        "-d",
        "--env-add=A=b",
        "device");
    assertThat(jswarm("service inspect --pretty device").orThrow())
        .contains("/dev/full -> /dev/far rwm");
    assertThat(jswarm("swarm update --workload-policy none").stderr())
        .contains("device (the device /dev/full), mighty (privileged containers), render (GPUs)");
    jswarm("service rm device mighty render").orThrow();
    jswarm("swarm update --workload-policy none").orThrow();
  }
}
