package io.jswarm.manager.leadership;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.stub.ClientCalls;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.command.Request;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.writer.Writer;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.store.ClusterStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** How often a forwarded command looks whether the one it waits for still leads. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** How long a manager in trouble may take to hand on the leadership. */
  private static final Duration HAND_ON_MAX = Duration.ofMillis(1500);

  private static final CommandResult BROKEN =
      new CommandResult.Unknown(
          "the outcome of the command is unknown: the connection to the leader broke. Look whether"
              + " it was done before trying again.");

  private final String nodeId;
  private final ClusterStore store;
  private final Writer writer;
  private final Leader leader;
  private final Channels channels;
  private final Supplier<String> ids;

  public WritePath(
      String nodeId,
      ClusterStore store,
      Writer writer,
      Leader leader,
      Channels channels,
      Supplier<String> ids) {
    this.nodeId = nodeId;
    this.store = store;
    this.writer = writer;
    this.leader = leader;
    this.channels = channels;
    this.ids = ids;
  }

  /** Submits a command of this manager's own. */
  public CommandResult submit(Command command) throws InterruptedException {
    return submit(command, System.nanoTime() + COMMAND_MAX.toNanos());
  }

  /**
   * Submits a command of a local caller.
   *
   * @param giveUpNanos until when, on the scale of {@link System#nanoTime()}
   */
  public CommandResult submit(Command command, long giveUpNanos) throws InterruptedException {
    Request request = new Request(ids.get(), nodeId, Request.LOCAL, command);
    long now = System.nanoTime();
    long leaderlessSinceNanos = now;
    CommandResult last = new CommandResult.NotLeader(NoLeader.MESSAGE);
    while (System.nanoTime() - giveUpNanos < 0) {
      Optional<Leader.Where> where = leader.where();
      if (where.isPresent()) {
        last = ask(where.get(), request, Duration.ofNanos(giveUpNanos - System.nanoTime()));
        if (isFinal(last)) {
          return settle(last);
        }
        if (!(last instanceof CommandResult.Unknown)) {
          leaderlessSinceNanos = System.nanoTime();
        }
      } else if (System.nanoTime() - leaderlessSinceNanos > NoLeader.PATIENCE.toNanos()) {
        break;
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
    }
    return last instanceof CommandResult.Unknown ? last : noLeader();
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
      case Leader.Where.At(Member member) -> forward(member, request, left);
    };
  }

  private CommandResult forward(Member member, Request request, Duration left)
      throws InterruptedException {
    CallOptions options =
        CallOptions.DEFAULT.withDeadline(Deadline.after(left.toMillis(), TimeUnit.MILLISECONDS));
    var call =
        ClientCalls.futureUnaryCall(
            channels.to(member.apiAddr()).newCall(Methods.SUBMIT, options), request);
    try {
      while (true) {
        try {
          return call.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          if (!stillLeads(member)) {
            call.cancel(true);
            return BROKEN;
          }
        }
      }
    } catch (ExecutionException e) {
      LOG.debug("forwarding to {} failed", member.apiAddr(), e);
      return BROKEN;
    }
  }

  /**
   * A leader that lost its power answers nothing: who waits for it must notice that another leads.
   */
  private boolean stillLeads(Member member) {
    return leader.where().orElse(null) instanceof Leader.Where.At(Member now) && now.equals(member);
  }

  private static boolean isFinal(CommandResult result) {
    return result instanceof CommandResult.Done || result instanceof CommandResult.Refused;
  }

  private CommandResult settle(CommandResult result) throws InterruptedException {
    if (result instanceof CommandResult.Done(String _, long round, var _)
        && !store.awaitRound(round, COMMAND_MAX)) {
      LOG.warn("round {} is committed but has not arrived here in {}", round, COMMAND_MAX);
    }
    return result;
  }

  private static CommandResult noLeader() {
    return new CommandResult.Refused(new Refusal(Refusal.Kind.UNAVAILABLE, NoLeader.MESSAGE));
  }
}
