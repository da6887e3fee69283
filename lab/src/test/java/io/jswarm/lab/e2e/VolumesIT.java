package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Volumes and mounts of services on real containers; the tests are steps on one cluster. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VolumesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String WAIT = "trap 'exit 0' TERM; while :; do sleep 1000 & wait; done";
  private static Lab lab;
  private static LabHost manager;
  private static LabHost worker;
  private static ClusterView cluster;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("volumes", 1, 1);
    manager = lab.host(1);
    worker = lab.host(2);
    cluster = new ClusterView(lab, manager);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  private static String ok(CommandLine line, LabHost host, String words, String... more)
      throws InterruptedException {
    return run(line, host, words, more).orThrow();
  }

  private static Outcome run(CommandLine line, LabHost host, String words, String... more)
      throws InterruptedException {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(Arrays.asList(more));
    return line.run(host, all.toArray(String[]::new));
  }

  /** A service on the manager's host that says something and waits. */
  private static void serve(CommandLine line, String name, String script, String... options)
      throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("service", "create", "-d", "--name", name));
    words.add("--no-resolve-image");
    words.addAll(List.of("--constraint", "node.role==manager"));
    words.addAll(Arrays.asList(options));
    words.addAll(List.of("busybox:latest", "sh", "-c", script + "; " + WAIT));
    line.run(manager, words.toArray(String[]::new)).orThrow();
  }

  private static List<String> said(String service) throws InterruptedException {
    return CommandLine.JSWARM.run(manager, "service", "logs", "--raw", service).lines();
  }

  private static void awaitSaid(String service, String... lines) {
    within(
        SOON, service + " says " + List.of(lines), () -> said(service).containsAll(List.of(lines)));
  }

  private static void remove(String... services) throws InterruptedException {
    for (String each : services) {
      ok(CommandLine.JSWARM, manager, "service rm " + each);
    }
    within(SOON, "no container is left", () -> listed("ps -aq").isEmpty());
  }

  private static List<String> listed(String words) throws InterruptedException {
    return CommandLine.DOCKER_OF_DEBIAN.run(manager, words.split(" ")).lines();
  }

  @Test
  @Order(1)
  void volumesAreMadeShownAndRemovedByEachCommandLine() throws InterruptedException {
    for (CommandLine line : CommandLine.installed()) {
      assertThat(ok(line, manager, "volume create --label tier=gold db")).isEqualTo("db");
      assertThat(ok(line, manager, "volume ls --format", "{{.Driver}} {{.Name}}"))
          .isEqualTo("local db");
      assertThat(ok(line, manager, "volume inspect db --format", "{{.Labels.tier}} {{.Scope}}"))
          .isEqualTo("gold local");
      assertThat(ok(line, manager, "volume rm db")).isEqualTo("db");
      Outcome missing = run(line, manager, "volume rm db");
      assertThat(missing.exitCode()).isEqualTo(1);
      assertThat(missing.stderr()).containsIgnoringCase("no such volume");
      assertThat(run(line, manager, "volume create -d ceph x").stderr())
          .contains("plugin \"ceph\" not found");
    }
  }

  @Test
  @Order(2)
  void dataStaysWhenTheTaskIsReplacedAndWhenTheDaemonIsKilled() throws InterruptedException {
    serve(
        CommandLine.DOCKER_OF_DEBIAN,
        "db",
        "echo row >> /data/rows; echo rows $(cat /data/rows | wc -l)",
        "--mount",
        "type=volume,source={{.Service.Name}}-data,target=/data,volume-label=kept=yes");
    awaitSaid("db", "rows 1");
    assertThat(run(CommandLine.DOCKER_OF_DEBIAN, manager, "volume rm db-data").stderr())
        .contains("volume is in use");
    manager.killDaemon();
    manager.startDaemon();
    within(
        SOON,
        "the task is replaced",
        () -> run(CommandLine.JSWARM, manager, "service update -d --force db").succeeded());
    awaitSaid("db", "rows 2");
    remove("db");
    assertThat(ok(CommandLine.JSWARM, manager, "volume ls -q --filter label=kept=yes"))
        .isEqualTo("db-data");
  }

  @Test
  @Order(3)
  void mountsShowWhatTheyShould() throws InterruptedException, IOException {
    Path shown = Files.createDirectories(manager.socket().resolveSibling("shown").resolve("inner"));
    Files.writeString(shown.resolve("file"), "outside\n");
    String data =
        ok(CommandLine.JSWARM, manager, "volume inspect db-data --format", "{{.Mountpoint}}");
    manager.exec("mkdir", "-p", data + "/part").orThrow();
    manager
        .exec("sh", "-c", "echo inner > " + data + "/part/x; ln -s / " + data + "/away")
        .orThrow();
    serve(
        CommandLine.DOCKER_OF_DEBIAN,
        "all",
        "echo copied $(ls /bin/busybox /copy/busybox | wc -l); echo bare $(ls /bare | wc -l);"
            + " echo bound $(cat /in/inner/file); touch /in/x || echo refused;"
            + " grep -c ' /fast tmpfs .*size=1024k' /proc/mounts;"
            + " grep -c ' /opt tmpfs .*size=2048k' /proc/mounts; echo linked $(cat /linked/file)",
        "--mount",
        "type=volume,source=copy,target=/bin",
        "--mount",
        "type=volume,source=copy,target=/copy",
        "--mount",
        "type=volume,source=bare,target=/bare,volume-nocopy",
        "--mount",
        "type=bind,source=" + shown.getParent() + ",target=/in,readonly",
        "--mount",
        "type=tmpfs,target=/fast,tmpfs-size=1m",
        "--mount",
        "type=volume,source=opt,target=/opt,volume-opt=type=tmpfs,volume-opt=device=tmpfs,"
            + "volume-opt=o=size=2m",
        "--mount",
        "type=volume,source=linked,target=/linked,volume-opt=type=none,"
            + "volume-opt=device="
            + shown
            + ",volume-opt=o=bind");
    awaitSaid("all", "copied 2", "bare 0", "bound outside", "refused", "linked outside");
    assertThat(said("all").stream().filter("1"::equals)).hasSize(2);
    serve(
        CommandLine.JSWARM,
        "part",
        "echo part $(cat /p/x)",
        "--mount",
        "type=volume,source=db-data,target=/p,volume-subpath=part");
    awaitSaid("part", "part inner");
    remove("all", "part");
    assertThat(manager.exec("sh", "-c", "grep -c /volumes/ /proc/mounts").stdout().strip())
        .as("nothing stays mounted after the last container")
        .isEqualTo("0");
  }

  @Test
  @Order(4)
  void whatCannotBeMountedRejectsTheTaskAndSaysWhy() throws InterruptedException {
    rejected(
        "gone",
        "type=bind,source=/no/such,target=/x",
        "invalid mount config for type \"bind\": bind source path does not exist: /no/such");
    rejected(
        "escape",
        "type=volume,source=db-data,target=/x,volume-subpath=away/etc",
        "a symbolic link there leads out of it");
    serve(
        CommandLine.JSWARM,
        "plugin",
        "true",
        "--mount",
        "type=volume,source=x,target=/x,volume-driver=ceph");
    awaitError("plugin", "missing plugin on 2 nodes");
    remove("plugin");
  }

  private static void rejected(String service, String mount, String error)
      throws InterruptedException {
    serve(CommandLine.JSWARM, service, "true", "--mount", mount);
    awaitError(service, error);
    remove(service);
  }

  private static void awaitError(String service, String error) {
    within(
        SOON,
        service + " fails with " + error,
        () ->
            run(
                    CommandLine.JSWARM,
                    manager,
                    "service ps --no-trunc --format",
                    "{{.Error}}",
                    service)
                .stdout()
                .contains(error));
  }

  @Test
  @Order(5)
  void pruningTakesWhatNobodyUses() throws InterruptedException {
    ok(CommandLine.JSWARM, manager, "volume create --label spare=no mine");
    String anonymous = ok(CommandLine.JSWARM, manager, "volume create");

    assertThat(ok(CommandLine.JSWARM, manager, "volume prune -f")).contains(anonymous);
    assertThat(ok(CommandLine.DOCKER_OF_DEBIAN, manager, "volume prune -f --filter label!=spare"))
        .contains("db-data", "copy", "Total reclaimed space");
    assertThat(listed("volume ls -q")).containsExactly("mine");
  }

  @Test
  @Order(6)
  void aServiceStaysWithItsData() throws InterruptedException, IOException {
    ok(CommandLine.JSWARM, worker, "volume create kept-hard");
    ok(CommandLine.JSWARM, worker, "volume create kept-soft");
    cluster.createSleepers("other", 4);
    cluster.awaitRunning("other", 4);
    ok(
        CommandLine.JSWARM,
        manager,
        "service update -d --constraint-add node.role==worker --replicas 2 other");
    within(SOON, "the manager has nothing to do", () -> listed("ps -q").isEmpty());
    createKeeper("keeper", "hard");
    createKeeper("leaner", "soft");
    awaitNode("keeper", worker);
    awaitNode("leaner", worker);

    ok(CommandLine.DOCKER_OF_DEBIAN, manager, "service update -d --env-add A=b keeper");
    String format = "{{.Spec.TaskTemplate.Placement.VolumeAffinity}}";
    assertThat(ok(CommandLine.JSWARM, manager, "service inspect keeper --format", format))
        .as("kept through a client that does not know it")
        .isEqualTo("hard");
    availability("drain");
    awaitNode("leaner", manager);
    awaitError("keeper", "the data of its volumes is not on 1 node");
    availability("active");
    awaitNode("keeper", worker);
    remove("keeper", "leaner", "other");
  }

  @Test
  @Order(7)
  void volumesOfTheClusterWaitForAPlugin() throws InterruptedException {
    List<CommandLine> lines = new ArrayList<>(CommandLine.installed());
    lines.remove(CommandLine.DOCKER_OF_DEBIAN); // has no such flags
    for (CommandLine line : lines) {
      String create = "volume create -d csi-nfs --type mount --scope multi --sharing all --group g";
      assertThat(ok(line, manager, create, "shared")).isEqualTo("shared");
      assertThat(ok(line, manager, "volume ls --cluster")).contains("shared", "csi-nfs", "pending");
      assertThat(ok(line, manager, "volume inspect --format", "{{.Status.State}}", "shared"))
          .isEqualTo("pending creation: no node has the CSI plugin csi-nfs");
      ok(line, manager, "volume update --availability drain shared");
      assertThat(ok(line, manager, "volume ls --cluster")).contains("drain");
      ok(line, manager, "volume update --availability active shared");
      serve(line, "waits", "true", "--mount", "type=cluster,source=group:g,target=/d");
      awaitError("waits", "cluster volume shared is pending creation: no node has the CSI plugin");
      remove("waits");
      assertThat(ok(line, manager, "volume rm shared")).isEqualTo("shared");
    }
    assertThat(run(CommandLine.JSWARM, worker, "volume create -d csi-nfs --type mount x").stderr())
        .contains("This node is not a swarm manager");
  }

  private static void availability(String availability) throws InterruptedException {
    String update = "node update --availability " + availability;
    ok(CommandLine.DOCKER_OF_DEBIAN, manager, update, worker.hostname());
  }

  private static void createKeeper(String name, String affinity) throws InterruptedException {
    ok(
        CommandLine.JSWARM,
        manager,
        "service create -d --name " + name + " --volume-affinity " + affinity,
        "--mount",
        "type=volume,source=kept-" + affinity + ",target=/kept",
        "busybox:latest",
        "sh",
        "-c",
        WAIT);
  }

  private static void awaitNode(String service, LabHost host) {
    within(
        SOON,
        service + " runs on " + host.hostname(),
        () -> cluster.running(service).stream().filter(task -> isOn(task, host)).count() == 1);
  }

  private static boolean isOn(JsonNode task, LabHost host) {
    try {
      return cluster.hostOf(task).hostname().equals(host.hostname());
    } catch (IOException _) {
      return false;
    }
  }
}
