package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Minutes at which the leader is lost, each in another way, or all managers are: every job is run
 * once for each of them, or somebody says that it was left out. Five minutes.
 */
class ScheduledJobsCampaign {
  private static final Duration A_MOMENT = Duration.ofMillis(1_500);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A node that lost its power is back, and the next minute has not begun. */
  private static final Duration SETTLED = Duration.ofSeconds(50);

  private static Lab lab;
  private static MinuteJobs jobs;

  @BeforeAll
  static void makeTheCluster(@TempDir Path folder) throws Exception {
    lab = Clusters.of("minutes", 3, 0);
    jobs = new MinuteJobs(folder);
    anyView().awaitReady(3);
    jobs.create(lab.host(1), MinuteJobs.HISTORY_LONG);
    for (String name : MinuteJobs.LASTING) {
      MinuteJobs.run(lab.host(1), name, "-d").orThrow();
    }
  }

  @AfterAll
  static void removeIt() {
    System.out.println("minutes: " + jobs);
    Clusters.removeWithoutRemains(lab);
  }

  /** Every minute is looked at: a manager tells of the last that was left out only. */
  @BeforeEach
  @AfterEach
  void look() throws IOException {
    jobs.look(anyView());
  }

  @Test
  void theLeadersDaemonDiesBefore() throws Exception {
    Instant minute = nextMinute();
    LabHost leader = anyView().leader();
    await(minute.minus(A_MOMENT));
    leader.killDaemon();
    await(minute.plus(A_MOMENT));
    leader.startDaemon();
    isAccountedFor(minute);
  }

  @Test
  void theLeaderLosesItsPowerWhileRunsBegin() throws Exception {
    Instant minute = nextMinute();
    LabHost leader = anyView().leader();
    await(minute.plusMillis(100));
    leader.powerOff();
    await(minute.plusSeconds(10));
    leader.powerOn();
    isAccountedFor(minute);
  }

  @Test
  void theLeaderStandsStillWhileTheMinuteBegins() throws Exception {
    Instant minute = nextMinute();
    LabHost leader = anyView().leader();
    await(minute.minus(A_MOMENT));
    leader.freezeDaemon();
    await(minute.plusSeconds(8));
    leader.thawDaemon();
    isAccountedFor(minute);
  }

  @Test
  void nobodyIsThereForTwoMinutes() throws Exception {
    Instant minute = nextMinute();
    await(minute.minus(A_MOMENT));
    for (LabHost host : lab.hosts()) {
      host.killDaemon();
    }
    await(minute.plus(MINUTE).plus(A_MOMENT));
    for (LabHost host : lab.hosts()) {
      host.beginDaemon();
    }
    for (LabHost host : lab.hosts()) {
      host.awaitDaemon();
    }
    isAccountedFor(minute);
    isAccountedFor(minute.plus(MINUTE));
  }

  private static void isAccountedFor(Instant minute) throws IOException {
    within(
        SETTLED,
        "managers say what became of " + minute,
        () -> {
          jobs.look(anyView());
          return jobs.accountsFor(minute);
        });
    within(
        SETTLED,
        "brief runs have ended",
        () -> MinuteJobs.states(anyView(), MinuteJobs.BRIEF).stream().allMatch("complete"::equals));
    within(SETTLED, "each has completed", ScheduledJobsCampaign::eachHasCompleted);
    within(
        SETTLED,
        "the jobs that go on do so",
        () ->
            MinuteJobs.running(anyView(), MinuteJobs.FORBID) == 1
                && MinuteJobs.running(anyView(), MinuteJobs.REPLACE) == 1
                && MinuteJobs.running(anyView(), MinuteJobs.ALLOW)
                    == MinuteJobs.begun(anyView(), MinuteJobs.ALLOW));
    anyView().awaitReady(3);
  }

  /** By tasks and by containers; of what a node has begun that is lost, another is made. */
  private static boolean eachHasCompleted() throws IOException {
    Set<Integer> completed = new TreeSet<>();
    JsonNode tasks =
        anyView().api().get("/tasks?" + EngineApi.filter("service", MinuteJobs.BRIEF)).orThrow();
    for (JsonNode task : tasks) {
      if (task.at("/Status/State").asString("").equals("complete")) {
        completed.add(task.at("/JobIteration/Index").asInt());
      }
    }
    int begun = MinuteJobs.begun(anyView(), MinuteJobs.BRIEF);
    int ran = jobs.ran(MinuteJobs.BRIEF).size();
    return completed.size() == begun && ran >= begun && ran <= tasks.size();
  }

  /** The minute that begins next, with time to prepare for it. */
  private static Instant nextMinute() throws IOException {
    Instant next = MinuteJobs.nextRun(anyView(), MinuteJobs.BRIEF);
    return next.isAfter(Instant.now().plusSeconds(5)) ? next : next.plus(MINUTE);
  }

  /** A manager that answers. */
  private static ClusterView anyView() throws IOException {
    IOException last = new IOException("no manager was asked");
    for (LabHost host : lab.hosts()) {
      ClusterView view = new ClusterView(lab, host);
      try {
        if (new EngineApi(host, A_MOMENT).get("/nodes").status() == 200) {
          return view;
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static void await(Instant time) {
    within(Duration.ofMinutes(3), "it is " + time, () -> !Instant.now().isBefore(time));
  }
}
