package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.task.Sample;
import io.jswarm.worker.task.TaskInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSessionTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void registersAtOnceWithTheStatusesOfAllItsTasks() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.run("t1");

    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(SECOND);

    WorkerMessage.Register again = bench.said(WorkerMessage.Register.class).getLast();
    assertThat(again.tasks()).hasSize(1);
    assertThat(again.tasks().getFirst().status().state()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void asksTheNextManagerAfterAFailureWithGrowingPauses() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A, Bench.B), List.of()));
    bench.boot();
    for (int i = 0; i < 5; i++) {
      bench.give(new AgentInput.Closed(bench.connection(), "refused"));
      bench.pass(SECOND);
    }

    assertThat(bench.connects().subList(0, 4)).containsExactly(Bench.A, Bench.B, Bench.A, Bench.B);
  }

  @Test
  void aPauseIsAtMostASecondHoweverOftenItFailed() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot();
    for (int i = 0; i < 20; i++) {
      int before = bench.connects().size();
      bench.give(new AgentInput.Closed(bench.connection(), "refused"));
      bench.pass(SECOND);
      assertThat(bench.connects()).hasSize(before + 1);
    }
  }

  @Test
  void followsARedirectAtOnce() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot();

    bench.hear(new ManagerMessage.Redirect(Bench.B));

    assertThat(bench.connects()).containsExactly(Bench.A, Bench.B);
  }

  @Test
  void doesNotBounceBetweenManagersThatNameEachOther() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A, Bench.B), List.of()));
    bench.boot();
    for (int i = 0; i < 100; i++) {
      ManagerAddress other = bench.connects().getLast().equals(Bench.A) ? Bench.B : Bench.A;
      int before = bench.connects().size();
      bench.hear(new ManagerMessage.Redirect(other));
      if (bench.connects().size() == before) {
        break;
      }
    }

    assertThat(bench.connects()).hasSize(1 + Link.REDIRECTS_MAX);
  }

  @Test
  void doesNotGoBackAtOnceToTheLeaderThatHasJustFailed() {
    Bench bench = Bench.connected();
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(Duration.ofMillis(150));
    assertThat(bench.connects()).containsExactly(Bench.A, Bench.B);

    bench.hear(new ManagerMessage.Redirect(Bench.A));

    assertThat(bench.connects()).containsExactly(Bench.A, Bench.B);
    assertThat(bench.all(AgentEffect.Disconnect.class))
        .as("it stays with B, who will know of another leader soon")
        .isEmpty();
    bench.pass(Link.DISTRUST.plus(Backoff.MAX));
    assertThat(bench.connects()).as("or A is worth another try").hasSize(3);
  }

  @Test
  void staysWithAManagerThatKnowsOfNoLeaderUntilItDoes() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A, Bench.B), List.of()));
    bench.boot();
    bench.hear(new ManagerMessage.Redirect(null));
    bench.pass(Duration.ofMillis(2_500));
    assertThat(bench.connects()).containsExactly(Bench.A);

    bench.hear(new ManagerMessage.Redirect(Bench.B));

    assertThat(bench.connects()).containsExactly(Bench.A, Bench.B);
  }

  @Test
  void asksAnotherWhenAManagerKnowsOfNoLeaderForLong() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A, Bench.B), List.of()));
    bench.boot();
    bench.hear(new ManagerMessage.Redirect(null));

    bench.pass(Link.WELCOME_WITHIN.plus(Backoff.FIRST));

    assertThat(bench.connects()).containsExactly(Bench.A, Bench.B);
    bench.hear(new ManagerMessage.Redirect(Bench.A));
    assertThat(bench.connects()).as("A has done nothing wrong").hasSize(3);
  }

  @Test
  void beatsEveryPeriodAndGivesUpAManagerThatNoLongerAnswers() {
    Bench bench = Bench.connected();

    bench.pass(Duration.ofMillis(3_900));
    assertThat(bench.said(WorkerMessage.Heartbeat.class)).hasSize(3);
    assertThat(bench.core.hasSession()).isTrue();
    bench.pass(Duration.ofMillis(200));

    assertThat(bench.core.hasSession()).isFalse();
    assertThat(bench.all(AgentEffect.Disconnect.class).getLast().why())
        .isEqualTo("3 heartbeats were not answered");
  }

  @Test
  void staysWithAManagerThatAnswers() {
    Bench bench = Bench.connected();
    for (long beat = 1; beat <= 30; beat++) {
      bench.pass(SECOND);
      bench.hear(new ManagerMessage.HeartbeatAck(beat));
    }

    assertThat(bench.connects()).hasSize(1);
    assertThat(bench.said(WorkerMessage.Heartbeat.class)).hasSize(30);
  }

  @Test
  void givesUpAManagerThatDoesNotWelcomeIt() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A, Bench.B), List.of()));
    bench.boot();

    bench.pass(Duration.ofSeconds(4));

    assertThat(bench.connects()).containsExactly(Bench.A, Bench.B);
  }

  @Test
  void waitsTwiceAsLongForAWelcomeEachTimeItWasTooShort() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot();

    bench.pass(Link.WELCOME_WITHIN.plus(SECOND));
    assertThat(bench.connects()).hasSize(2);
    bench.pass(Link.WELCOME_WITHIN.multipliedBy(2).minus(SECOND.multipliedBy(2)));

    assertThat(bench.connects()).hasSize(2);
    bench.pass(SECOND.multipliedBy(3));
    assertThat(bench.connects()).hasSize(3);
  }

  @Test
  void aHoleInTheAssignmentsEndsTheSession() {
    Bench bench = Bench.connected();
    bench.assignAll();

    bench.hear(new ManagerMessage.Assignments(3, 9, false, List.of(), List.of()));

    assertThat(bench.core.hasSession()).isFalse();
  }

  @Test
  void aManagerThatIsBehindIsTurnedAwayAndTakesNothingFromTheNode() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.assign(Sample.web("t2"));
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(Duration.ofSeconds(1));
    bench.welcome();

    bench.round = 0;
    bench.assignAll(Sample.web("t1"));

    assertThat(bench.core.hasSession()).isFalse();
    assertThat(bench.core.task("t2")).isPresent();
  }

  @Test
  void aClusterThatWasRestoredIsFollowedAfterAMinute() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"));
    bench.assign(Sample.web("t2"));
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(Freshness.COUNTS_FOR);
    bench.welcome();

    bench.round = 0;
    bench.assignAll(Sample.web("t1"));

    assertThat(bench.core.hasSession()).isTrue();
    assertThat(bench.core.task("t2").orElseThrow().status().state()).isEqualTo(TaskState.SHUTDOWN);
  }

  @Test
  void aManagerThatSaysAnythingIsNotTakenForDead() {
    Bench bench = Bench.connected();

    for (int i = 0; i < 10; i++) {
      bench.pass(SECOND);
      bench.assign(Sample.web("t" + i));
    }

    assertThat(bench.core.hasSession()).isTrue();
  }

  @Test
  void saysWithAHeartbeatThatAssignmentsAreAppliedOnlyOnceTheyAreOnDisk() {
    Bench bench = Bench.connected();
    bench.diskAnswers = false;
    bench.assignAll(Sample.web("t1"));
    bench.pass(SECOND);
    assertThat(bench.said(WorkerMessage.Applied.class)).isEmpty();

    bench.give(new AgentInput.Persisted(bench.all(AgentEffect.Persist.class).getFirst().version()));
    bench.pass(SECOND);

    assertThat(bench.said(WorkerMessage.Applied.class))
        .containsExactly(new WorkerMessage.Applied(1));
  }

  @Test
  void runsOnWithoutAnyManager() {
    Bench bench = Bench.connected();
    bench.assignAll(Sample.web("t1"), Sample.web("t2"));
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));

    bench.run("t1");
    bench.pass(Duration.ofMinutes(10));
    bench.engine("t1", new TaskInput.Exited(Sample.exit(1)));

    assertThat(bench.state("t1")).isEqualTo(TaskState.FAILED);
    assertThat(bench.all(AgentEffect.RemoveStray.class)).isEmpty();
  }

  @Test
  void tellsOnceWhatItsClusterIs() {
    Bench bench = Bench.connected();
    ManagerMessage.Cluster cluster =
        new ManagerMessage.Cluster(List.of(Bench.B), "manager", "pem", 0);

    bench.hear(cluster);
    bench.hear(cluster);

    assertThat(bench.all(AgentEffect.ClusterSeen.class)).hasSize(1);
    bench.pass(Duration.ofMillis(200));
    assertThat(bench.all(AgentEffect.Persist.class).getLast().state().managers())
        .containsExactly(Bench.B);
  }

  @Test
  void speaksAsOftenAsItIsToldLast() {
    Bench bench = Bench.connected();
    bench.hear(new ManagerMessage.Cluster(List.of(Bench.A), "worker", "pem", 5_000));
    bench.pass(SECOND);
    int before = bench.said(WorkerMessage.Heartbeat.class).size();

    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.said(WorkerMessage.Heartbeat.class)).hasSize(before + 2);
  }

  @Test
  void saysOnceWhatIsWrongAndAgainWhenItIsOver() {
    Bench bench = Bench.connected();

    bench.give(new AgentInput.Troubled(AgentInput.Part.DISK, "full"));
    bench.give(new AgentInput.Troubled(AgentInput.Part.DISK, "full"));
    bench.give(new AgentInput.Troubled(AgentInput.Part.NETWORKS, "no tunnels"));
    bench.give(new AgentInput.Troubled(AgentInput.Part.DISK, ""));
    bench.give(new AgentInput.Troubled(AgentInput.Part.NETWORKS, ""));

    assertThat(bench.said(WorkerMessage.Condition.class))
        .extracting(WorkerMessage.Condition::sentence)
        .containsExactly("full", "full; no tunnels", "no tunnels", "");
  }

  @Test
  void saysHowTheWaysToOthersAreOnlyWhenThatChanges() {
    Bench bench = Bench.connected();
    DataPathStatus good = new DataPathStatus(Instant.EPOCH, List.of(), 0);

    bench.give(new AgentInput.Tried(good));
    bench.give(new AgentInput.Tried(good));

    assertThat(bench.said(WorkerMessage.Paths.class))
        .containsExactly(new WorkerMessage.Paths(null), new WorkerMessage.Paths(good));
  }

  @Test
  void whatChangesWhileAManagerIsCalledIsSaidOnceItAnswers() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot();
    bench.give(new AgentInput.Troubled(AgentInput.Part.NETWORKS, "no tunnels"));
    assertThat(bench.said(WorkerMessage.Condition.class)).isEmpty();

    bench.welcome();

    assertThat(bench.said(WorkerMessage.Condition.class))
        .containsExactly(new WorkerMessage.Condition("no tunnels"));
  }

  @Test
  void aDaemonThatEndsSaysSoAndWaitsUntilTheManagerEndsTheSession() {
    Bench bench = Bench.connected();

    bench.give(new AgentInput.Pause());
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.said(WorkerMessage.Pausing.class)).hasSize(1);
    assertThat(bench.all(AgentEffect.Left.class)).isEmpty();

    bench.give(new AgentInput.Closed(bench.connection(), "the daemon of the node ends"));
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.all(AgentEffect.Left.class)).hasSize(1);
    assertThat(bench.connects()).hasSize(1);
  }

  @Test
  void aDaemonThatEndsWithoutASessionDoesNotWait() {
    Bench bench = new Bench(new AgentState(List.of(Bench.A), List.of()));
    bench.boot();

    bench.give(new AgentInput.Pause());

    assertThat(bench.said(WorkerMessage.Pausing.class)).isEmpty();
    assertThat(bench.all(AgentEffect.Left.class)).hasSize(1);
  }

  @Test
  void tellsItsKeysOnceAndKeepsThemInWhatItSaysOfItself() {
    Bench bench = Bench.connected();
    NodeDescription other = NodeDescription.UNKNOWN.withDataPathAddr("192.0.2.9");

    bench.give(new AgentInput.Keyed("even odd"));
    bench.give(new AgentInput.Keyed("even odd"));
    bench.give(new AgentInput.Described(other));
    bench.give(new AgentInput.Keyed("even next"));

    assertThat(bench.said(WorkerMessage.Describe.class))
        .extracting(WorkerMessage.Describe::description)
        .extracting(NodeDescription::dataPathKey)
        .containsExactly("even odd", "even odd", "even next");
  }

  @Test
  void leavingSaysSoAndComesNotBack() {
    Bench bench = Bench.connected();

    bench.give(new AgentInput.Leave());
    bench.pass(Duration.ofMinutes(1));

    assertThat(bench.said(WorkerMessage.Leaving.class)).hasSize(1);
    assertThat(bench.all(AgentEffect.Left.class)).hasSize(1);
    assertThat(bench.connects()).hasSize(1);
  }
}
