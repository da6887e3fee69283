package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.containerOf;
import static io.jswarm.lab.e2e.ClusterView.containers;
import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Three managers and two workers lose parts of themselves and keep ten replicas running. */
class RecoveryIT {
  private static final int REPLICAS = 10;
  private static final Duration SOON = Duration.ofSeconds(30);

  /** A daemon that answers so long after the first one registers within half a minute. */
  private static final Duration SURELY_IN_TIME = Duration.ofSeconds(20);

  private static Lab lab;

  @BeforeAll
  static void makeTheCluster() throws InterruptedException {
    lab = Clusters.of("recovery", 3, 2);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @BeforeEach
  void startTenReplicas() throws IOException {
    ClusterView view = from(1);
    view.awaitReady(5);
    view.createSleepers("web", REPLICAS);
    view.awaitRunning("web", REPLICAS);
  }

  @AfterEach
  void removeTheService() {
    within(
        SOON,
        "the service is removed",
        () -> from(1).api().delete("/services/web").status() == 200);
    within(SOON, "no container runs", () -> containers(lab.hosts()).isEmpty());
  }

  @Test
  void aKilledContainerIsReplacedInItsSlot() throws IOException {
    ClusterView view = from(1);
    JsonNode victim = view.running("web").getFirst();
    new EngineApi(view.hostOf(victim))
        .post("/containers/" + containerOf(victim) + "/kill", "")
        .orThrow();
    within(
        SOON,
        "another task runs in the slot",
        () ->
            view.running("web").stream()
                .anyMatch(task ->
                    task.path("Slot").equals(victim.path("Slot"))
                        && !task.path("ID").equals(victim.path("ID"))));
    view.awaitRunning("web", REPLICAS);
  }

  @Test
  void theTasksOfADeadWorkerRunElsewhere() throws IOException, InterruptedException {
    ClusterView view = from(1);
    LabHost worker = lab.host(5);
    assertThat(containers(worker)).isNotEmpty();
    worker.powerOff();
    within(
        SOON,
        "ten tasks run, none of them on the dead host",
        () -> {
          List<JsonNode> running = view.running("web");
          for (JsonNode task : running) {
            if (view.hostOf(task).index() == worker.index()) {
              return false;
            }
          }
          return running.size() == REPLICAS;
        });
    worker.powerOn();
    view.awaitReady(5);
    within(
        SOON,
        "the host that came back runs no leftovers",
        () -> containers(lab.hosts()).size() == REPLICAS);
  }

  @Test
  void anotherManagerTakesCreatesWhenTheLeaderDies() throws IOException, InterruptedException {
    LabHost leader = from(1).leader();
    leader.powerOff();
    ClusterView survivor = from(leader.index() % 3 + 1);
    within(
        SOON,
        "a create is taken",
        () ->
            survivor.api().post("/services/create", ClusterView.sleepers("after", 1)).status()
                == 201);
    survivor.awaitRunning("after", 1);
    survivor.awaitRunning("web", REPLICAS);
    assertThat(survivor.leader().index()).isNotEqualTo(leader.index());
    leader.powerOn();
    from(leader.index()).awaitReady(5);
    survivor.api().delete("/services/after").orThrow();
  }

  /**
   * A leader that begins from nothing waits half a minute for each node. So containers go on
   * wherever the daemon is back by then; only a machine too busy to start one in that time may find
   * its tasks replaced.
   */
  @Test
  void withEveryDaemonKilledTheSameContainersGoOn() throws IOException, InterruptedException {
    List<LabHost> hosts = lab.hosts();
    Map<LabHost, List<String>> before = new LinkedHashMap<>();
    for (LabHost host : hosts) {
      before.put(host, containers(host));
    }
    assertThat(before.values().stream().flatMap(List::stream)).hasSize(REPLICAS);
    List<String> tasksBefore = taskIds();
    for (LabHost host : hosts) {
      host.killDaemon();
    }

    Map<LabHost, Duration> answered = startAllAtOnce(hosts);
    from(1).awaitReady(5);
    from(1).awaitRunning("web", REPLICAS);

    Duration first = Collections.min(answered.values());
    boolean allInTime = true;
    for (LabHost host : hosts) {
      Duration after = answered.getOrDefault(host, first).minus(first);
      boolean inTime = after.compareTo(SURELY_IN_TIME) <= 0;
      allInTime &= inTime;
      if (inTime) {
        assertThat(containers(host))
            .as("on " + host.hostname())
            .containsAll(before.getOrDefault(host, List.of()));
      }
    }
    if (allInTime) {
      assertThat(taskIds()).isEqualTo(tasksBefore);
    }
    within(SOON, "nothing is left over", () -> containers(lab.hosts()).size() == REPLICAS);
    assertThat(containerProcesses())
        .as("none doubled, by the kernel's own count")
        .isEqualTo(REPLICAS);
  }

  /** After how long each answered. */
  private static Map<LabHost, Duration> startAllAtOnce(List<LabHost> hosts)
      throws InterruptedException {
    Map<LabHost, Duration> answered = new ConcurrentHashMap<>();
    List<Thread> starts = new ArrayList<>();
    long begun = System.nanoTime();
    for (LabHost host : hosts) {
      starts.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  host.startDaemon();
                  answered.put(host, Duration.ofNanos(System.nanoTime() - begun));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread start : starts) {
      start.join();
    }
    assertThat(answered).as("hosts whose daemon answers again").hasSize(hosts.size());
    return answered;
  }

  private static List<String> taskIds() throws IOException {
    return from(1).running("web").stream()
        .map(task -> task.path("ID").asString(""))
        .sorted()
        .toList();
  }

  /** Each container of the service has one shell that sleeps and waits, whoever started it. */
  private static long containerProcesses() throws InterruptedException {
    long count = 0;
    for (LabHost host : lab.hosts()) {
      count +=
          host.exec("pgrep", "-f", "^sh -c trap .exit 0. TERM; while").stdout().lines().count();
    }
    return count;
  }

  private static ClusterView from(int host) {
    return new ClusterView(lab, lab.host(host));
  }
}
