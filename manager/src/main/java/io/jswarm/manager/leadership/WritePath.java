package io.jswarm.manager.leadership;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.manager.writer.Writer;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.store.ClusterStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a command to whoever leads and its answer back. Repeats it under the same request id while
 * leaders change, which the request's memory in the image makes safe; answers only after this
 * manager has applied the round too, so that a caller reads what it wrote.
 */
public final class WritePath {
  private static final Logger LOG = LoggerFactory.getLogger(WritePath.class);

  /** How long a command may take in all. */
  private static final Duration COMMAND_MAX = Duration.ofSeconds(20);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(25);

  /** How long a manager in trouble may take to hand on the leadership. */
  private static final Duration HAND_ON_MAX = Duration.ofMillis(1500);

  /** How long a done command waits to be seen here too; reads find it in any case. */
  private static final Duration SETTLE_MAX = Duration.ofSeconds(2);

  private final String nodeId;
  private final ClusterStore store;
  private final Writer writer;
  private final Leader leader;
  private final Forwarding forwarding;
  private final Supplier<String> ids;

  public WritePath(
      String nodeId,
      ClusterStore store,
      Writer writer,
      Leader leader,
      Forwarding forwarding,
      Supplier<String> ids) {
    this.nodeId = nodeId;
    this.store = store;
    this.writer = writer;
    this.leader = leader;
    this.forwarding = forwarding;
    this.ids = ids;
  }

  /** The node that takes writes, as far as is known; else empty. */
  public String leaderNodeId() {
    return switch (leader.where().orElse(null)) {
      case Leader.Where.Here() -> nodeId;
      case Leader.Where.At(Member member) -> member.nodeId();
      case null -> "";
    };
  }

  /** Submits a command of this manager's own. */
  public CommandResult submit(Command command) throws InterruptedException {
    return submit(command, System.nanoTime() + COMMAND_MAX.toNanos());
  }

  /**
   * Submits a command of a local caller. A leader that takes it may need its time; when nobody does
   * within {@link NoLeader#PATIENCE}, the caller is told so. Once a try had an unknown outcome, it
   * stays unknown until a leader tells: never "refused" of something that may have been done.
   *
   * @param giveUpNanos until when, on the scale of {@link System#nanoTime()}
   */
  public CommandResult submit(Command command, long giveUpNanos) throws InterruptedException {
    Request request = new Request(ids.get(), nodeId, Request.LOCAL, command);
    long began = System.nanoTime();
    long limit = Math.min(giveUpNanos - began, COMMAND_MAX.toNanos());
    CommandResult ifNobodyTakesIt = noLeader();
    while (System.nanoTime() - began < limit) {
      Optional<Leader.Where> where = leader.where();
      if (where.isPresent()) {
        Duration left = Duration.ofNanos(limit - (System.nanoTime() - began));
        CommandResult answer = ask(where.get(), request, left);
        boolean settled =
            answer instanceof CommandResult.Done
                || (answer instanceof CommandResult.Refused(Refusal refusal)
                    && !(ifNobodyTakesIt instanceof CommandResult.Unknown && isPassing(refusal)));
        if (settled) {
          return settle(answer);
        }
        if (answer instanceof CommandResult.Unknown) {
          ifNobodyTakesIt = answer;
        }
      }
      if (System.nanoTime() - began > NoLeader.PATIENCE.toNanos()) {
        break;
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
    }
    return ifNobodyTakesIt;
  }

  /** A refusal that says nothing of the command: an earlier try may still have done it. */
  private static boolean isPassing(Refusal refusal) {
    return refusal.kind() == Refusal.Kind.UNAVAILABLE;
  }

  /** Answers a command that another manager has forwarded; never forwards it further. */
  public CommandResult submitForwarded(Request request) throws InterruptedException {
    return submitHere(request, COMMAND_MAX);
  }

  /** A manager in trouble hands on the leadership; when nobody takes it, the caller hears why. */
  private CommandResult submitHere(Request request, Duration left) throws InterruptedException {
    boolean alone = store.image().members().size() <= 1;
    long giveUpNanos = System.nanoTime() + (alone ? 0 : HAND_ON_MAX.toNanos());
    for (String why = leader.trouble(); !why.isEmpty() && leader.isHere(); why = leader.trouble()) {
      if (System.nanoTime() - giveUpNanos > 0) {
        return new CommandResult.Refused(new Refusal(Refusal.Kind.UNAVAILABLE, why));
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
    }
    return writer.submit(request, left);
  }

  private CommandResult ask(Leader.Where where, Request request, Duration left)
      throws InterruptedException {
    return switch (where) {
      case Leader.Where.Here() -> submitHere(request, left);
      case Leader.Where.At(Member member) -> forwarding.ask(member, request, left);
    };
  }

  private CommandResult settle(CommandResult result) throws InterruptedException {
    if (result instanceof CommandResult.Done(String _, long round, var _)
        && !store.awaitRound(round, SETTLE_MAX)) {
      LOG.warn("round {} is committed but has not arrived here in {}", round, SETTLE_MAX);
    }
    return result;
  }

  private static CommandResult noLeader() {
    return new CommandResult.Refused(new Refusal(Refusal.Kind.UNAVAILABLE, NoLeader.MESSAGE));
  }
}
