package io.jswarm.manager.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.manager.bench.Bench;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.log.Barrier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that change nothing are refused by an image that is still the newest, or not at all. */
class WriterConfirmationTest {
  private static final Barrier REACHED = new Barrier.Reached();

  @Test
  void aRefusalOfAnEmptyRoundIsAnsweredAfterALeaseCheck() {
    Bench bench = Bench.withNodes(1);
    WriterEffect.AnswerIfLeading decided = refusal(bench, "nope");
    CommandResult refused = new CommandResult.Refused(Refusal.notFound("service", "nope"));
    assertThat(decided.result()).isEqualTo(refused);
    bench.submit(WriterCoreTest.create("a"));
    assertThat(bench.core.confirmed(decided, REACHED))
        .isEqualTo(new WriterEffect.Answer(7, refused));
  }

  @Test
  void aRefusalIsNotGivenWhenAnotherLeaderHasWrittenMeanwhile() {
    Bench bench = Bench.withNodes(1);
    WriterEffect.AnswerIfLeading decided = refusal(bench, "a");
    bench.apply(new Round(bench.image.round(), 2, bench.now.plusSeconds(1), List.of()));
    assertThat(bench.core.confirmed(decided, REACHED).result())
        .isInstanceOf(CommandResult.NotLeader.class);
  }

  @Test
  void aRefusalIsNotGivenAfterASnapshotOrALostLeadership() {
    Bench bench = Bench.withNodes(1);
    WriterEffect.AnswerIfLeading before = refusal(bench, "a");
    bench.take(bench.core.restored(bench.image));
    assertThat(bench.core.confirmed(before, REACHED).result())
        .isInstanceOf(CommandResult.NotLeader.class);
    WriterEffect.AnswerIfLeading then = refusal(bench, "a");
    bench.take(bench.core.lostLeadership());
    bench.take(bench.core.becameLeader(3, bench.image, bench.now));
    assertThat(bench.core.confirmed(then, REACHED).result())
        .isInstanceOf(CommandResult.NotLeader.class);
  }

  @Test
  void aRefusalIsNotGivenWithoutALeader() {
    Bench bench = Bench.withNodes(1);
    WriterEffect.AnswerIfLeading decided = refusal(bench, "a");
    assertThat(bench.core.confirmed(decided, new Barrier.NoLeader("nobody")))
        .isEqualTo(new WriterEffect.Answer(7, new CommandResult.NotLeader("nobody")));
  }

  private static WriterEffect.AnswerIfLeading refusal(Bench bench, String service) {
    Request request = new Request("r", "n1", "local", new Command.RemoveService(service));
    return (WriterEffect.AnswerIfLeading)
        bench.core.offer(new WriterInput.Submit(7, request), bench.now).getFirst();
  }
}
