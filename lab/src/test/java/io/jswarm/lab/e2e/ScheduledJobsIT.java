package io.jswarm.lab.e2e;

import static io.jswarm.lab.e2e.ClusterView.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.host.Lab;
import io.jswarm.lab.host.LabHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A minute that begins without a leader: jobs of each kind are due, runs by hand of some go on, and
 * the leader's daemon was killed a moment before. The hosts' clocks are set so that the minute
 * begins when all is prepared; {@link ScheduledJobsCampaign} waits for more of them.
 */
class ScheduledJobsIT {
  private static final Duration PREPARED_AFTER = Duration.ofSeconds(30);
  private static final Duration A_MOMENT = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(45);
  private static final int BRIEF_HISTORY = 2;

  private static Lab lab;
  private static Duration ahead;
  private static MinuteJobs jobs;

  @BeforeAll
  static void makeTheCluster(@TempDir Path folder) throws InterruptedException {
    lab = Clusters.idle("schedule", 3);
    jobs = new MinuteJobs(folder);
    long seconds = Instant.now().plus(PREPARED_AFTER).getEpochSecond();
    ahead = Duration.ofSeconds(60 - seconds % 60);
    for (LabHost host : lab.hosts()) {
      host.setClock(ahead);
      host.killDaemon();
      host.beginDaemon();
    }
    for (LabHost host : lab.hosts()) {
      host.awaitDaemon();
    }
    lab.importImages();
    lab.swarm(3, 0);
  }

  @AfterAll
  static void removeIt() {
    Clusters.removeWithoutRemains(lab);
  }

  @Test
  void aMinuteWithoutALeaderIsRunOnceOrSaidToBeLeftOut() throws Exception {
    ClusterView view = from(lab.host(1));
    view.awaitReady(3);
    LabHost leader = view.leader();
    jobs.create(lab.host(1), BRIEF_HISTORY, "--constraint", "node.hostname!=" + leader.hostname());
    runByHand(view);
    Instant minute = MinuteJobs.nextRun(view, MinuteJobs.FORBID);

    await(minute.minus(A_MOMENT));
    leader.killDaemon();
    leader.beginDaemon();

    ClusterView survivor = from(lab.host(leader.index() % 3 + 1));
    within(
        SOON,
        "managers say what became of the minute",
        () -> {
          jobs.look(survivor);
          return jobs.accountsFor(minute);
        });
    eachRanAsItsConcurrencySays(survivor);
    leader.awaitDaemon();
    for (LabHost host : lab.hosts()) {
      jobs.look(from(host));
    }
    nothingStaysOfThem(survivor);
  }

  private static void runByHand(ClusterView view) throws Exception {
    LabHost manager = lab.host(2);
    for (String name : MinuteJobs.LASTING) {
      MinuteJobs.run(manager, name, "-d").orThrow();
      within(SOON, name + " runs", () -> MinuteJobs.running(view, name) == 1);
    }
    for (int i = 0; i <= BRIEF_HISTORY; i++) {
      MinuteJobs.run(manager, MinuteJobs.BRIEF).orThrow();
    }
    assertThat(MinuteJobs.run(manager, MinuteJobs.FORBID).stderr())
        .contains("run 1 of service forbid, begun at ", "is still under way");
  }

  private static void eachRanAsItsConcurrencySays(ClusterView view) throws IOException {
    within(SOON, "brief runs have ended", () -> allAre("complete", view, MinuteJobs.BRIEF));
    within(SOON, "runs on nodes have ended", () -> !isUnderWay(view, MinuteJobs.EVERYWHERE));
    within(
        SOON,
        "the one before has made room",
        () ->
            MinuteJobs.states(view, MinuteJobs.REPLACE).getLast().equals("running")
                && MinuteJobs.running(view, MinuteJobs.REPLACE) == 1);

    assertThat(MinuteJobs.states(view, MinuteJobs.FORBID)).containsExactly("running");
    String reason = MinuteJobs.schedule(view, MinuteJobs.FORBID).path("SkipReason").asString("");
    assertThat(reason).startsWith("run 1, begun at ").contains("is still under way");
    assertThat(jobs.ran(MinuteJobs.FORBID)).hasSize(1);
    assertThat(MinuteJobs.states(view, MinuteJobs.REPLACE)).startsWith("replaced");
    assertThat(allAre("running", view, MinuteJobs.ALLOW)).isTrue();
    for (String name : List.of(MinuteJobs.REPLACE, MinuteJobs.ALLOW, MinuteJobs.BRIEF)) {
      int begun = MinuteJobs.begun(view, name);
      within(SOON, name + " ran once a run", () -> jobs.ran(name).size() == begun);
      assertThat(begun).isGreaterThan(1);
    }
    assertThat(MinuteJobs.runs(view, MinuteJobs.BRIEF)).hasSize(BRIEF_HISTORY);
    assertThat(view.api().get("/tasks?" + EngineApi.filter("service", "brief")).orThrow())
        .hasSize(BRIEF_HISTORY);
    onceOnEachNode(view);
  }

  /** A machine that is slow to start the leader's daemon finds its node given up. */
  private static void onceOnEachNode(ClusterView view) throws IOException {
    int completed = 0;
    for (JsonNode run : MinuteJobs.runs(view, MinuteJobs.EVERYWHERE)) {
      String message = run.path("Message").asString("");
      assertThat(message).matches("(?s)[23] of [23] tasks completed.*");
      completed += message.charAt(0) - '0';
    }
    assertThat(jobs.ran(MinuteJobs.EVERYWHERE)).hasSize(completed);
  }

  private static void nothingStaysOfThem(ClusterView view) {
    for (String name : MinuteJobs.ALL) {
      within(
          SOON, name + " is removed", () -> view.api().delete("/services/" + name).status() == 200);
    }
    within(SOON, "no container runs", () -> ClusterView.containers(lab.hosts()).isEmpty());
  }

  private static boolean allAre(String state, ClusterView view, String name) throws IOException {
    List<String> states = MinuteJobs.states(view, name);
    return !states.isEmpty() && states.stream().allMatch(state::equals);
  }

  private static boolean isUnderWay(ClusterView view, String name) throws IOException {
    List<String> states = MinuteJobs.states(view, name);
    return states.isEmpty() || states.contains("running");
  }

  private static ClusterView from(LabHost manager) {
    return new ClusterView(lab, manager);
  }

  /** Until the hosts' clocks show this. */
  private static void await(Instant time) {
    within(
        Duration.ofSeconds(90), "it is " + time, () -> !Instant.now().plus(ahead).isBefore(time));
  }
}
