package io.jswarm.lab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.e2e.Answer;
import io.jswarm.lab.e2e.ClusterView;
import io.jswarm.lab.e2e.CommandLine;
import io.jswarm.lab.e2e.EngineApi;
import io.jswarm.lab.host.LabHost;
import io.jswarm.lab.host.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a manager answers that cannot reach the others, or whose leader stands still: a sentence
 * within {@link #PROMISED}, never silence, and never what it remembers as if it were fresh. Each
 * needs a cluster that runs a service called web, and leaves it whole.
 */
final class Sentences {
  /** What users are promised, and as much again for a machine that does other work. */
  private static final Duration PROMISED = Duration.ofSeconds(3);

  private static final Duration ANSWERED = PROMISED.multipliedBy(2);
  private static final Duration SETTLED = Duration.ofSeconds(60);
  private static final String NO_LEADER = "The swarm does not have a leader";
  private static final String UNKNOWN = "the outcome of the command is unknown";
  private static final List<String> READS =
      List.of("/services", "/services/web", "/nodes", "/tasks", "/swarm");

  private final Ground ground;

  Sentences(Ground ground) {
    this.ground = ground;
  }

  /** All of them, each with what it shows. */
  static List<Promise> all() {
    return List.of(
        new Promise(
            "a leader that is cut off refuses in time and shows old news only when asked for it",
            Sentences::cutOffLeader),
        new Promise("a manager without a quorum refuses in time", Sentences::noQuorum),
        new Promise(
            "a leader that stands still is not waited for by other managers",
            Sentences::frozenLeader),
        new Promise("a manager nobody can hear refuses in time", Sentences::muteFollower));
  }

  /** One test and its title. */
  record Promise(String title, Test test) {}

  /** Breaks things, asks, and mends them. */
  @FunctionalInterface
  interface Test {
    void run(Sentences here) throws IOException, InterruptedException;
  }

  private void cutOffLeader() throws IOException, InterruptedException {
    LabHost leader = ground.leader();
    leader.partition();
    try {
      assertRefused(leader);
      writeThrough(ground.another(leader), "fresh");
      assertRefused(leader);
      assertThat(api(leader).get("/services/fresh?stale=1").status()).isEqualTo(404);
      assertThat(api(leader).get("/services/web?stale=1").status()).isEqualTo(200);
      Outcome asked = CommandLine.JSWARM.run(leader, "service", "ls");
      assertThat(asked.exitCode()).isEqualTo(1);
      assertThat(asked.stderr()).contains(NO_LEADER);
      assertThat(asked.took()).isLessThan(ANSWERED);
      Outcome stale = CommandLine.JSWARM.run(leader, "--stale", "service", "ls");
      assertThat(stale.orThrow()).contains("web").doesNotContain("fresh");
    } finally {
      leader.heal();
    }
    awaitStatus(leader, "/services/fresh", status -> status == 200);
    awaitRemoved("fresh");
    awaitRemoved("lost");
  }

  private void noQuorum() throws IOException, InterruptedException {
    LabHost left = ground.anyManager();
    List<LabHost> others =
        ground.managerHosts().stream().filter(host -> host.index() != left.index()).toList();
    for (LabHost other : others) {
      other.killDaemon();
    }
    try {
      assertRefused(left);
      assertRefused(left);
      assertThat(api(left).get("/services/web?stale=1").status()).isEqualTo(200);
    } finally {
      for (LabHost other : others) {
        other.startDaemon();
      }
    }
    awaitStatus(left, "/services/web", status -> status == 200);
  }

  private void frozenLeader() throws IOException, InterruptedException {
    LabHost leader = ground.leader();
    LabHost other = ground.another(leader);
    leader.freezeDaemon();
    try {
      for (String path : READS) {
        assertInTime(path, api(other).get(path));
      }
      writeThrough(other, "meanwhile");
    } finally {
      leader.thawDaemon();
    }
    Answer read = api(leader).get("/services/meanwhile");
    assertThat(read.status()).as("fresh or refused, %s", read).isIn(200, 503);
    awaitStatus(leader, "/services/meanwhile", status -> status == 200);
    awaitRemoved("meanwhile");
  }

  private void muteFollower() throws IOException, InterruptedException {
    LabHost leader = ground.leader();
    LabHost mute = ground.another(leader);
    mute.mute();
    try {
      assertRefused(mute);
    } finally {
      mute.heal();
    }
    awaitStatus(mute, "/services/web", status -> status == 200);
  }

  private void assertRefused(LabHost manager) {
    READS.parallelStream()
        .forEach(path -> {
          Answer answer = ask(() -> api(manager).get(path));
          assertInTime(path, answer);
          assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(503);
          assertThat(answer.message()).contains(NO_LEADER);
        });
    for (Answer answer :
        List.of(
            ask(() -> api(manager).post("/services/create", ClusterView.sleepers("lost", 0))),
            ask(() -> api(manager).delete("/services/no-such-service")))) {
      assertInTime("a write", answer);
      assertThat(answer.status()).as("%s", answer).isEqualTo(503);
      assertThat(answer.message())
          .satisfiesAnyOf(
              message -> assertThat(message).contains(NO_LEADER),
              message -> assertThat(message).contains(UNKNOWN));
    }
  }

  private static void assertInTime(String what, Answer answer) {
    assertThat(answer.after()).as("%s: %s", what, answer).isLessThan(ANSWERED);
  }

  /** Writes that meet an election are answered too, and may be sent again. */
  private static void writeThrough(LabHost manager, String name) {
    ClusterView.within(
        SETTLED,
        "a create through " + manager.hostname(),
        () -> {
          Answer answer = api(manager).post("/services/create", ClusterView.sleepers(name, 0));
          assertInTime("create", answer);
          return answer.status() == 201 || answer.status() == 409;
        });
  }

  private void awaitRemoved(String name) {
    ClusterView.within(
        SETTLED,
        name + " is removed",
        () -> {
          int status = api(ground.anyManager()).delete("/services/" + name).status();
          return status == 200 || status == 404;
        });
  }

  private static void awaitStatus(LabHost manager, String path, Predicate<Integer> wanted) {
    ClusterView.within(
        SETTLED,
        path + " through " + manager.hostname(),
        () -> wanted.test(api(manager).get(path).status()));
  }

  private static EngineApi api(LabHost manager) {
    return new EngineApi(manager, ServiceClient.LIMIT);
  }

  /** A request that may fail only by silence. */
  @FunctionalInterface
  private interface Request {
    Answer send() throws IOException;
  }

  private static Answer ask(Request request) {
    try {
      return request.send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
