package io.jswarm.manager.writer;

import static io.jswarm.manager.bench.Fixtures.image;
import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.NodeState;
import io.jswarm.api.model.Service;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskState;
import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import io.jswarm.manager.bench.Bench;
import io.jswarm.raftstore.image.Round;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterCoreTest {
  @Test
  void whatArrivesWhileARoundIsInFlightSharesTheNext() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    int before = bench.rounds.size();

    long first = bench.offerCommand("a", create("a"));
    long second = bench.offerCommand("b", create("b"));
    long third = bench.offerCommand("c", create("c"));

    assertThat(bench.proposed).hasSize(1);
    assertThat(bench.answers).doesNotContainKeys(first, second, third);
    bench.commit();
    assertThat(bench.answers).containsKey(first).doesNotContainKeys(second, third);
    bench.commit();
    assertThat(bench.answers).containsKeys(second, third);
    assertThat(bench.rounds).hasSize(before + 2);
    assertThat(bench.image.services()).hasSize(3);
  }

  @Test
  void aRepeatedRequestGetsItsFirstAnswerAndIsDoneOnce() {
    Bench bench = Bench.withNodes(1);
    CommandResult first = bench.submit("same", create("a"));
    bench.pass(Duration.ofMinutes(9));
    CommandResult again = bench.submit("same", create("a"));

    assertThat(again).isEqualTo(first).isInstanceOf(CommandResult.Done.class);
    assertThat(bench.image.services()).hasSize(1);
  }

  @Test
  void aRequestRepeatedInTheSameRoundIsDoneOnce() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    bench.offerCommand("x", create("x"));
    long one = bench.offerCommand("same", create("a"));
    long two = bench.offerCommand("same", create("a"));
    bench.commit();
    bench.commit();
    assertThat(bench.answers.get(one)).isEqualTo(bench.answers.get(two));
    assertThat(bench.image.services()).hasSize(2);
  }

  @Test
  void answersAreForgottenAfterTenMinutesThatWereSeenToPass() {
    Bench bench = Bench.withNodes(1);
    bench.submit("old", create("a"));
    for (int i = 0; i < 22; i++) {
      bench.pass(Expiry.EVERY);
      bench.submit("new" + i, create("b" + i));
    }
    bench.submit("new", create("b"));
    assertThat(bench.image.requests().keySet()).contains("new").doesNotContain("old");
  }

  @Test
  void aRefusalWaitsForTheRoundItSaw() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    bench.offerCommand("x", create("x"));
    long done = bench.offerCommand("a", create("a"));
    long refused = bench.offerCommand("b", create("a"));
    bench.commit();
    assertThat(bench.answers).doesNotContainKeys(done, refused);
    bench.commit();
    assertThat(bench.answers.get(refused)).isInstanceOf(CommandResult.Refused.class);
  }

  @Test
  void whoeverAsksAManagerThatDoesNotLeadIsTold() {
    Bench bench = Bench.withNodes(1);
    bench.take(bench.core.lostLeadership());
    assertThat(bench.submit(create("a"))).isInstanceOf(CommandResult.NotLeader.class);
  }

  @Test
  void whatWaitsWhenLeadershipIsLostIsToldSoAndWhatIsInFlightIsNot() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long inFlight = bench.offerCommand("a", create("a"));
    long waits = bench.offerCommand("b", create("b"));

    bench.take(bench.core.lostLeadership());

    assertThat(bench.answers.get(waits)).isInstanceOf(CommandResult.NotLeader.class);
    assertThat(bench.answers).doesNotContainKey(inFlight);
  }

  @Test
  void anInFlightRoundThatIsCommittedLateIsAnsweredAsDone() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long inFlight = bench.offerCommand("a", create("a"));
    bench.take(bench.core.lostLeadership());
    bench.commit();
    assertThat(bench.answers.get(inFlight)).isInstanceOf(CommandResult.Done.class);
  }

  @Test
  void anInFlightRoundThatAnotherTookThePlaceOfIsSurelyNotDone() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long inFlight = bench.offerCommand("a", create("a"));
    Round mine = bench.proposed.remove();
    bench.take(bench.core.lostLeadership());

    bench.apply(new Round(mine.base(), 2, mine.at(), List.of()));
    bench.apply(mine); // late, of the older term

    assertThat(bench.answers.get(inFlight)).isInstanceOf(CommandResult.NotLeader.class);
    assertThat(bench.image.services()).isEmpty();
  }

  @Test
  void whatANodeSaidIsWrittenAfterAllWhenAnOlderLeadersRoundComesBetween() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(1));
    Task task = bench.wanted(web, 1);
    bench.logIsSlow = true;
    TaskStatus running = TaskStatus.of(TaskState.RUNNING, bench.now, "started");
    bench.offer(new WriterInput.Reports(77, "n1", List.of(new TaskReport(task.id(), running))));
    Round mine = bench.proposed.remove();

    bench.apply(new Round(mine.base(), 0, mine.at(), List.of()));
    assertThat(bench.recorded).doesNotContain(77L);
    bench.commit();

    assertThat(bench.recorded).contains(77L);
    assertThat(bench.running(web)).hasSize(1);
  }

  @Test
  void anotherLeadersRoundMakesTheDecidersLookAnew() {
    Bench bench = Bench.withNodes(2);
    bench.logIsSlow = true;
    bench.offerCommand("a", create("a"));
    Round mine = bench.proposed.remove();
    var put =
        mine.changes().stream()
            .filter(io.jswarm.raftstore.image.Change.PutService.class::isInstance)
            .toList();

    bench.logIsSlow = false;
    bench.apply(new Round(mine.base(), 0, mine.at(), put)); // the service without its tasks
    bench.finish();

    assertThat(bench.image.services()).hasSize(1);
    assertThat(bench.image.tasks()).hasSize(1);
  }

  @Test
  void aRoundThatIsNotAppendedIsDecidedAnewWithAllItWasMadeOf() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(1));
    bench.logIsSlow = true;
    Task task = bench.wanted(web, 1);
    TaskStatus running = TaskStatus.of(TaskState.RUNNING, bench.now, "started");
    bench.offerCommand("x", create("x"));
    long command = bench.offerCommand("a", create("a"));
    bench.offer(new WriterInput.Reports(77, "n1", List.of(new TaskReport(task.id(), running))));
    bench.commit();

    bench.take(bench.core.notAppended(bench.proposed.remove(), bench.now));
    assertThat(bench.answers).doesNotContainKey(command);
    bench.pass(WriterCore.PAUSE_AFTER_REFUSAL);
    bench.commit();

    assertThat(bench.answers.get(command)).isInstanceOf(CommandResult.Done.class);
    assertThat(bench.recorded).contains(77L);
    assertThat(bench.running(web)).hasSize(1);
    assertThat(bench.image.services()).hasSize(3);
  }

  @Test
  void aClockThatIsSetBackDelaysNothing() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long refused = bench.offerCommand("a", create("a"));
    bench.take(bench.core.notAppended(bench.proposed.remove(), bench.now));
    bench.now = bench.now.minus(Duration.ofHours(1));
    bench.take(bench.core.tick(bench.now));
    Round mine = Bench.there("the proposal", bench.proposed.remove());

    bench.take(bench.core.unknown(mine, bench.now));
    bench.now = bench.now.minus(Duration.ofHours(1));
    bench.take(bench.core.tick(bench.now));
    assertThat(bench.proposed).containsExactly(mine);
    bench.commit();

    assertThat(bench.answers.get(refused)).isInstanceOf(CommandResult.Done.class);
  }

  @Test
  void aClockThatIsSetForwardDoesNotMakeTheWriterForgetWhatItHasAnswered() {
    Bench bench = Bench.withNodes(1);
    long first = bench.offerCommand("a", create("a"));
    bench.now = bench.now.plus(Duration.ofDays(100));
    bench.offerCommand("b", create("b"));
    bench.now = bench.now.plus(Duration.ofMinutes(1));
    bench.offerCommand("c", create("c"));

    long again = bench.offerCommand("a", create("a"));

    assertThat(bench.answers.get(again)).isEqualTo(bench.answers.get(first));
    assertThat(bench.image.services()).hasSize(3);
  }

  @Test
  void aRoundOfUnknownFateIsProposedAgainAndNeverAnsweredAsFailed() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long open = bench.offerCommand("a", create("a"));
    Round mine = bench.proposed.remove();

    bench.take(bench.core.unknown(mine, bench.now));
    bench.pass(WriterCore.PROPOSE_AGAIN_AFTER);
    assertThat(bench.proposed).containsExactly(mine);
    bench.take(bench.core.notAppended(bench.proposed.remove(), bench.now));
    assertThat(bench.answers).as("the first proposal may still come").doesNotContainKey(open);
    bench.pass(WriterCore.PROPOSE_AGAIN_AFTER);
    bench.commit();
    bench.apply(mine); // the first one comes after all and is stale

    assertThat(bench.answers.get(open)).isInstanceOf(CommandResult.Done.class);
    assertThat(bench.image.services()).hasSize(1);
  }

  @Test
  void aRoundAfterOneOfUnknownFateIsProposedOnce() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    bench.offerCommand("a", create("a"));
    bench.take(bench.core.unknown(Bench.there("the proposal", bench.proposed.peek()), bench.now));
    bench.commit(); // a false alarm
    bench.offerCommand("b", create("b"));

    bench.pass(WriterCore.PROPOSE_AGAIN_AFTER.multipliedBy(2));
    bench.take(bench.core.tick(bench.now));

    assertThat(bench.proposed).hasSize(1);
  }

  @Test
  void aClusterIsFoundedHoweverManyProposalsOfItAreLost() {
    Bench bench = Bench.founding();
    for (int i = 0; i < 3; i++) {
      bench.take(bench.core.notAppended(bench.proposed.remove(), bench.now));
      assertThat(bench.proposed).as("a refused round is not proposed again at once").isEmpty();
      bench.pass(WriterCore.PAUSE_AFTER_REFUSAL);
    }
    bench.proposed.clear();
    bench.take(bench.core.lostLeadership());
    bench.leadAgain(2);
    bench.proposed.remove();
    bench.take(bench.core.lostLeadership());
    bench.leadAgain(3);
    bench.commit();
    assertThat(bench.image.cluster()).isNotNull();
    assertThat(bench.proposed).isEmpty();
  }

  @Test
  void aSnapshotThatMayHoldTheRoundLeavesItsOutcomeUnknown() {
    Bench bench = Bench.withNodes(1);
    bench.logIsSlow = true;
    long open = bench.offerCommand("a", create("a"));
    bench.take(bench.core.lostLeadership());
    Bench other = Bench.withNodes(5);
    bench.take(bench.core.restored(other.image));
    assertThat(bench.answers.get(open)).isInstanceOf(CommandResult.Unknown.class);
  }

  @Test
  void aNewLeaderPlacesWhatItsPredecessorLeft() {
    Bench bench = Bench.leading();
    Service web = bench.create(web(3));
    bench.logIsSlow = true;
    bench.offerNode("n1");
    Round join = bench.proposed.remove();
    bench.take(bench.core.lostLeadership());
    bench.apply(new Round(join.base(), 5, join.at(), join.changes().subList(0, 1)));

    bench.logIsSlow = false;
    bench.leadAgain(6);
    bench.observe("n1", NodeState.READY);
    bench.obey();

    assertThat(bench.running(web)).hasSize(3);
  }

  @Test
  void statusesOfOthersTasksOrBackwardsAreDropped() {
    Bench bench = Bench.withNodes(2);
    Service web = bench.create(web(1));
    bench.obey();
    Task task = bench.wanted(web, 1);
    String other = task.nodeId().equals("n1") ? "n2" : "n1";
    int before = bench.rounds.size();

    TaskReport failed =
        new TaskReport(task.id(), TaskStatus.of(TaskState.FAILED, bench.now, "foreign"));
    bench.offer(new WriterInput.Reports(1, other, List.of(failed)));
    bench.report(task, TaskState.STARTING);

    assertThat(bench.rounds).hasSize(before);
    assertThat(bench.running(web)).hasSize(1);
  }

  @Test
  void timeGoesOnFromTheLastRoundWhileTheClockIsBehind() {
    Bench bench = Bench.withNodes(1);
    Service web = bench.create(web(1));
    bench.obey();
    bench.take(bench.core.lostLeadership());
    bench.now = bench.now.minus(Duration.ofHours(1));
    bench.leadAgain(2);

    bench.report(bench.wanted(web, 1), TaskState.FAILED);
    assertThat(bench.wanted(web, 1).desiredState()).isEqualTo(TaskState.READY);
    bench.pass(Duration.ofMillis(499));
    assertThat(bench.wanted(web, 1).desiredState()).isEqualTo(TaskState.READY);
    bench.pass(Duration.ofMillis(1));
    assertThat(bench.wanted(web, 1).desiredState()).isEqualTo(TaskState.RUNNING);
  }

  @Test
  void aWriterWithNothingToDoDoesNotAskToBeWoken() {
    Bench bench = Bench.withNodes(3);
    Service web = bench.create(web(10));
    bench.obey();
    bench.update(web, image(web(10), "busybox:2"));
    bench.obey();
    bench.pass(Duration.ofHours(2));
    assertThat(bench.wakeAt()).isEmpty();
  }

  static Command create(String name) {
    return new Command.CreateService(web(1).withName(name), null);
  }
}
