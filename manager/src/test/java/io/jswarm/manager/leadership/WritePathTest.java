package io.jswarm.manager.leadership;

import static io.jswarm.manager.bench.Fixtures.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.manager.control.CommandExecutor;
import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.manager.writer.Writer;
import io.jswarm.manager.writer.WriterCore;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.crypt.Sealer;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.image.Round;
import io.jswarm.raftstore.store.ClusterStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manager m1, which leads when told so, and {@link ScriptedLeader} m2. */
class WritePathTest {
  private static final CommandResult NOT_ME = new CommandResult.NotLeader("not me");
  private static final CommandResult OPEN = new CommandResult.Unknown("nobody knows");

  private final AtomicLong minted = new AtomicLong();
  private final KeyRing ring = KeyRing.generate(new SecureRandom());
  private final ClusterStore store = new ClusterStore(new Sealer(() -> ring, new SecureRandom()));
  private final SoleLog log = new SoleLog(store);
  private final Leader leader = new Leader(store, "m1-1");
  private final FailoverTrace trace = new FailoverTrace();
  private final Writer writer =
      new Writer(
          new WriterCore(store.image(), new CommandExecutor(this::id), this::id),
          store,
          InstantSource.system(),
          trace);
  private ScriptedLeader other;
  private Channels channels;
  private WritePath writes;

  @BeforeEach
  void open() throws Exception {
    other = new ScriptedLeader();
    channels = new Channels(other.identity("m1"));
    writes =
        new WritePath(
            "m1", store, writer, leader, new Forwarding(leader, channels, log, trace), this::id);
    writer.start(log);
  }

  @AfterEach
  void close() throws InterruptedException {
    writer.stop();
    channels.close();
    other.close();
  }

  @Test
  void whatTheLeaderAnswersItHasApplied() throws InterruptedException {
    leadHere();
    CommandResult.Done done = (CommandResult.Done) writes.submit(create("a"));
    assertThat(store.image().round()).isGreaterThanOrEqualTo(done.round());
    assertThat(store.image().service(done.id())).isNotNull();
  }

  @Test
  void aRefusalOfTheLeaderIsFinal() throws InterruptedException {
    leadHere();
    assertThat(writes.submit(new Command.RemoveService("nope")))
        .isEqualTo(new CommandResult.Refused(Refusal.notFound("service", "nope")));
  }

  @Test
  void whenNobodyLeadsTheCallerHearsDockersSentence() throws InterruptedException {
    assertThat(writes.submit(create("a"))).isEqualTo(unavailable(NoLeader.MESSAGE));
  }

  @Test
  void aLeaderInTroubleWithoutOthersSaysWhatItIs() throws InterruptedException {
    leadHere();
    leader.troubled("the disk is full");
    assertThat(writes.submit(create("a"))).isEqualTo(unavailable("the disk is full"));
    leader.troubled("");
    assertThat(writes.submit(create("a"))).isInstanceOf(CommandResult.Done.class);
  }

  @Test
  void whileLeadersChangeTheSameRequestIsAskedAgain() throws InterruptedException {
    leadThere();
    other.answers(NOT_ME, OPEN, new CommandResult.Done("s1", 1, List.of()));
    assertThat(writes.submit(create("a"))).isInstanceOf(CommandResult.Done.class);
    assertThat(other.asked).hasSize(3);
    assertThat(other.asked).extracting(Request::requestId).containsOnly(firstId());
  }

  @Test
  void anOutcomeThatMayBeStaysOpenWhenNobodyLeadsAfterwards() throws InterruptedException {
    leadThere();
    other.answers(OPEN, NOT_ME);
    assertThat(writes.submit(create("a"))).isEqualTo(OPEN);
  }

  @Test
  void thatTheNextLeaderIsBusySaysNothingOfAnOpenOutcome() throws InterruptedException {
    leadThere();
    other.answers(OPEN, unavailable("too many writes"));
    assertThat(writes.submit(create("a"))).isEqualTo(OPEN);
  }

  @Test
  void whoForwardsAnswersWhenItHasAppliedTheRoundToo() throws Exception {
    leadThere();
    long next = store.image().round() + 1;
    other.answers(new CommandResult.Done("s1", next, List.of()));
    CompletableFuture<Long> roundWhenAnswered = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              CommandResult _ = submit();
              roundWhenAnswered.complete(store.image().round());
            });
    other.awaitQuestion();
    apply(new Change.RemoveService("another"));
    assertThat(roundWhenAnswered.get(30, TimeUnit.SECONDS)).isEqualTo(next);
    caller.join();
  }

  @Test
  void aManagerThatDoesNotListenWasNeverAsked() throws InterruptedException {
    apply(new Change.PutMember(new Member("m3", "m3-1", "127.0.0.1:1", "127.0.0.1:1")));
    leader.changed("m3-1");
    assertThat(writes.submit(create("a"))).isEqualTo(unavailable(NoLeader.MESSAGE));
  }

  @Test
  void aSilentLeaderIsGivenUpWhenAnotherLeads() throws Exception {
    leadThere();
    CompletableFuture<CommandResult> answer = new CompletableFuture<>();
    Thread caller = Thread.ofVirtual().start(() -> answer.complete(submit()));
    other.awaitQuestion();
    leadHere();
    assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(CommandResult.Done.class);
    assertThat(store.image().requests()).containsKey(firstId());
    caller.join();
  }

  @Test
  void aSilentLeaderThatCannotBeHeardIsGivenUp() throws InterruptedException {
    leadThere();
    log.audible = false;
    assertThat(writes.submit(create("a"))).isInstanceOf(CommandResult.Unknown.class);
  }

  private CommandResult submit() {
    try {
      return writes.submit(create("a"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String firstId() {
    return other.asked.getFirst().requestId();
  }

  private void leadHere() {
    writer.becameLeader(1);
    leader.leadsHere(true);
  }

  private void leadThere() {
    apply(new Change.PutMember(other.member()));
    leader.changed("m2-1");
  }

  private void apply(Change change) {
    Round round = new Round(store.image().round(), 1, Instant.now(), List.of(change));
    log.propose(store.seal(round), outcome -> {});
  }

  private String id() {
    return "id" + minted.incrementAndGet();
  }

  private static Command create(String name) {
    return new Command.CreateService(web(0).withName(name), null);
  }

  private static CommandResult unavailable(String why) {
    return new CommandResult.Refused(new Refusal(Refusal.Kind.UNAVAILABLE, why));
  }
}
