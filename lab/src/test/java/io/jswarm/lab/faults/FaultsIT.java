package io.jswarm.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.e2e.Clusters;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.history.Verdict;
import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Scenarios under load, one after the other. {@code -Djswarm.faults=full} runs all of them, {@code
 * -Djswarm.faults.seed=N} repeats a run's random choices, {@code -Djswarm.faults.only=PATTERN}
 * takes those whose title matches.
 */
class FaultsIT {
  private static final boolean FULL = System.getProperty("jswarm.faults", "").equals("full");
  private static final long SEED =
      Long.getLong("jswarm.faults.seed", new Random().nextLong(100_000));
  private static final Predicate<String> ONLY =
      Pattern.compile(System.getProperty("jswarm.faults.only", "")).asPredicate();
  private static final int CLIENTS = Integer.getInteger("jswarm.faults.clients", 8);
  private static final int REPLICAS = 4;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Longer than certificates are valid. */
  private static final Duration MONTHS = Duration.ofDays(100);

  /** From then on a leader that is cut off refuses reads and acknowledges nothing. */
  private static final Duration TO_NOTICE = Duration.ofSeconds(3);

  private static final Duration SETTLED = Duration.ofSeconds(60);

  private static @Nullable Lab lab;
  private static int managersNow;

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @TestFactory
  Stream<DynamicTest> scenarios() {
    return FULL
        ? Stream.of(
                with(
                    3,
                    Faults.killedDaemons(20),
                    Faults.partitionedLeader(30),
                    Faults.frozenLeaders(2, 5, 15),
                    Faults.powerLosses(6),
                    Faults.muteThenDeaf(8),
                    Faults.flaps(20),
                    Faults.restartStorm(6),
                    Faults.lostQuorum(6),
                    ClockSteps.ofTheLeader(HOUR, HOUR.negated(), DAY.negated(), MONTHS),
                    ClockSteps.ofTheWorker(HOUR, HOUR.negated(), DAY.negated(), MONTHS)),
                sentences(),
                with(1, Faults.killedDaemons(6), Faults.frozenLeaders(5), Faults.powerLosses(2)),
                with(
                    5,
                    Faults.killedDaemons(8),
                    Faults.partitionedLeader(10),
                    Faults.powerLosses(4)),
                with(1, ClockSteps.ofTheLeader(HOUR, HOUR.negated(), DAY.negated(), MONTHS)),
                with(7, Faults.killedDaemons(4), Faults.partitionedLeader(10)))
            .flatMap(tests -> tests)
        : Stream.concat(
            with(
                3,
                Faults.killedDaemons(5),
                Faults.partitionedLeader(10),
                Faults.frozenLeaders(3),
                ClockSteps.ofTheLeader(MONTHS)),
            sentences());
  }

  private static Stream<DynamicTest> sentences() {
    return Sentences.all().stream()
        .filter(promise -> ONLY.test(promise.title()))
        .map(promise ->
            DynamicTest.dynamicTest(
                promise.title(), () -> promise.test().run(new Sentences(ground(3)))));
  }

  private static Ground ground(int managers) throws InterruptedException, IOException {
    return new Ground(lab(managers), managers, new Random(SEED), new ArrayList<>());
  }

  private static Stream<DynamicTest> with(int managers, Scenario... scenarios) {
    return Stream.of(scenarios)
        .filter(scenario -> ONLY.test(managers + " managers: " + scenario.title()))
        .map(scenario ->
            DynamicTest.dynamicTest(
                managers + " managers: " + scenario.title(), () -> run(managers, scenario)));
  }

  private static void run(int managers, Scenario scenario) throws Exception {
    Ground ground = ground(managers);
    Load load = new Load(ground.managerHosts());
    long began = load.nanos();
    load.start(CLIENTS, new Random(SEED));
    long ended;
    try {
      scenario.fault().run(ground);
      awaitWrites(ground);
    } finally {
      load.stop();
      ended = load.nanos();
    }
    load.readAllEverywhere();
    Tally tally = Tally.of(load.history(), began, ended);
    say(
        "%s; %d managers, 1 worker, %d clients, seed %d, the machine's load %s"
            .formatted(scenario.title(), managers, CLIENTS, SEED, machineLoad()));
    say("  " + tally);
    tally.slow().forEach(one -> say("  slower than 3 s: " + one));
    tally.sentences().forEach((sentence, count) -> say("  %d x %s".formatted(count, sentence)));
    assertThat(tally.verdict()).isInstanceOf(Verdict.Sound.class);
    for (Ground.Silence silence : ground.silences()) {
      assertThat(load.pretended(silence, TO_NOTICE)).isEmpty();
    }
    assertThat(tally.sentences().keySet())
        .as("only sentences that users are meant to see")
        .allMatch(FaultsIT::isExpected);
    awaitSameEverywhere(ground);
    awaitEverySlotOnce(ground);
    load.removeAll();
  }

  private static boolean isExpected(String sentence) {
    return sentence.startsWith("503 ")
        || sentence.equals("nobody listens")
        || sentence.equals("the connection broke");
  }

  /** A cluster of this many managers and a worker, with one service whose containers really run. */
  private static Lab lab(int managers) throws InterruptedException, IOException {
    if (lab != null && managersNow != managers) {
      Clusters.removeWithoutRemains(lab);
      lab = null;
    }
    Lab present = lab;
    if (present == null) {
      present = Clusters.of("faults", managers, 1);
      lab = present;
      managersNow = managers;
      ClusterView view = new ClusterView(present, present.host(1));
      view.createSleepers("web", REPLICAS);
      view.awaitRunning("web", REPLICAS);
    }
    return present;
  }

  private static void awaitWrites(Ground ground) {
    for (LabHost manager : ground.managerHosts()) {
      String name = "probe-" + manager.index();
      ClusterView.within(
          SETTLED,
          "a write through " + manager.hostname(),
          () -> {
            EngineApi api = new EngineApi(manager, ServiceClient.LIMIT);
            int status = api.post("/services/create", ClusterView.sleepers(name, 0)).status();
            return status == 201 || status == 409;
          });
      ClusterView.within(
          SETTLED,
          "its removal",
          () -> {
            int status =
                new EngineApi(manager, ServiceClient.LIMIT).delete("/services/" + name).status();
            return status == 200 || status == 404;
          });
    }
  }

  /** What each manager has by itself, without asking the leader. */
  private static void awaitSameEverywhere(Ground ground) {
    ClusterView.within(
        SETTLED,
        "every manager has the same services by itself",
        () -> {
          List<String> copies = new ArrayList<>();
          for (LabHost manager : ground.managerHosts()) {
            copies.add(
                new EngineApi(manager, ServiceClient.LIMIT)
                    .get("/services?stale=1")
                    .orThrow()
                    .toString());
          }
          return copies.stream().distinct().count() == 1;
        });
  }

  /** One task and one container for each slot, and no container that is nobody's. */
  private static void awaitEverySlotOnce(Ground ground) {
    ClusterView view = new ClusterView(ground.lab(), ground.lab().host(1));
    ClusterView.within(
        SETTLED,
        "each of " + REPLICAS + " slots has one container on the hosts",
        () -> {
          List<JsonNode> running = view.running("web");
          List<Integer> slots =
              running.stream().map(t -> t.path("Slot").asInt(0)).sorted().toList();
          List<String> wanted = running.stream().map(ClusterView::containerOf).sorted().toList();
          List<String> there =
              ClusterView.containers(ground.lab().hosts()).stream().sorted().toList();
          return slots.equals(IntStream.rangeClosed(1, REPLICAS).boxed().toList())
              && there.equals(wanted);
        });
  }

  /** Processes that run or wait to, over the last minute. */
  private static String machineLoad() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static void say(String line) {
    System.out.println("faults: " + line);
  }
}
