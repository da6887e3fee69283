package io.jswarm.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.rpc.FactBatch;
import io.jswarm.api.rpc.ManagerMessage.Networks;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.api.rpc.WorkerMessage.NetworksApplied;
import io.jswarm.worker.task.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AgentFactsTest {
  private static final FactBatch BATCH =
      new FactBatch(List.of(new NetworkFact.Peer("n1", "host1", "10.0.0.1", "")), List.of());

  private static final FactBatch DRAINS =
      new FactBatch(
          List.of(new NetworkFact.Backend("t1", null, "n1", 1, "web.1.t1", true, List.of())),
          List.of());

  @Test
  void eachSessionBeginsTheFactsAnew() {
    Bench bench = Bench.connected();
    bench.give(new AgentInput.Closed(bench.connection(), "reset"));
    bench.pass(Duration.ofSeconds(1));
    bench.welcome();

    assertThat(bench.all(AgentEffect.BeginFacts.class)).hasSize(2);
  }

  @Test
  void factsGoToTheDataPathBeforeTheTasksThatNeedThem() {
    Bench bench = Bench.connected();
    bench.hear(networks(1));
    bench.assignAll(Sample.web("t1"));

    Stream<AgentEffect> order =
        bench.done.stream()
            .filter(each ->
                each instanceof AgentEffect.ApplyFacts || each instanceof AgentEffect.RunEngine);
    assertThat(order.findFirst()).contains(new AgentEffect.ApplyFacts(1, networks(1)));
  }

  @Test
  void theLeaderIsToldAtOnceOfTheFirstSetAndOfTasksThatDrain() {
    Bench bench = Bench.connected();
    bench.hear(new Networks(1, 1, true, BATCH));
    bench.hear(new Networks(2, 1, false, DRAINS));
    assertThat(bench.said(NetworksApplied.class)).isEmpty();

    bench.give(new AgentInput.FactsApplied(bench.connection(), 1));
    assertThat(bench.said(NetworksApplied.class)).containsExactly(new NetworksApplied(1));
    bench.give(new AgentInput.FactsApplied(bench.connection(), 2));
    assertThat(bench.said(NetworksApplied.class)).endsWith(new NetworksApplied(2));
  }

  @Test
  void whatNobodyWaitsForIsToldWithTheNextHeartbeat() {
    Bench bench = Bench.connected();
    bench.hear(networks(1));
    bench.hear(networks(2));
    bench.give(new AgentInput.FactsApplied(bench.connection(), 1));
    bench.give(new AgentInput.FactsApplied(bench.connection(), 2));
    assertThat(bench.said(NetworksApplied.class)).isEmpty();

    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.said(NetworksApplied.class)).containsExactly(new NetworksApplied(2));
  }

  @Test
  void nothingIsCalledAppliedBeforeAllThatCameBeforeIt() {
    Bench bench = Bench.connected();
    bench.hear(networks(1));
    bench.hear(new Networks(2, 1, false, DRAINS));
    bench.hear(networks(3));

    bench.give(new AgentInput.FactsApplied(bench.connection(), 2));
    assertThat(bench.said(NetworksApplied.class)).isEmpty();
    bench.give(new AgentInput.FactsApplied(bench.connection(), 1));
    assertThat(bench.said(NetworksApplied.class)).containsExactly(new NetworksApplied(2));
  }

  @Test
  void whatAnEarlierSessionSaidIsNotConfirmedToTheNext() {
    Bench bench = Bench.connected();
    bench.hear(networks(1));
    long first = bench.connection();
    bench.give(new AgentInput.Closed(first, "reset"));
    bench.pass(Duration.ofSeconds(1));
    bench.welcome();
    bench.hear(networks(1));

    bench.give(new AgentInput.FactsApplied(first, 1));
    assertThat(bench.said(NetworksApplied.class)).isEmpty();
  }

  @Test
  void aMissingMessageEndsTheSession() {
    Bench bench = Bench.connected();
    bench.hear(networks(1));
    bench.hear(networks(3));

    assertThat(bench.all(AgentEffect.Disconnect.class)).hasSize(1);
    assertThat(bench.all(AgentEffect.ApplyFacts.class)).hasSize(1);
  }

  @Test
  void aManagerThatIsBehindIsTurnedAwayBeforeItsFactsReachTheDataPath() {
    Bench bench = Bench.connected();
    bench.round = 9;
    bench.assignAll();
    bench.hear(networks(1));

    assertThat(bench.all(AgentEffect.Disconnect.class)).hasSize(1);
    assertThat(bench.all(AgentEffect.ApplyFacts.class)).isEmpty();
  }

  private static Networks networks(long sequence) {
    return new Networks(sequence, 1, false, BATCH);
  }
}
