package io.jswarm.manager.leadership;

import io.grpc.CallOptions;
import io.grpc.Deadline;
import io.grpc.stub.ClientCalls;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Request;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.trace.FailoverTrace;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.ReplicatedLog;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the leader for a manager that does not lead. A leader may be slow, and then it is waited
 * for; but one that lost its power or its network answers nothing, and TCP tells of that much too
 * late. So whoever waits keeps an eye on whether another leads, and whether this one can be heard.
 */
public final class Forwarding {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

  /** How often to look whether the one that is waited for still leads. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** How long to wait before doubting that the leader can be heard, and between doubts. */
  private static final Duration DOUBT_AFTER = Duration.ofSeconds(1);

  /** How long a leader may take to show that it can be heard; with the above, below 2.5 s. */
  private static final Duration SIGN_OF_LIFE_MAX = Duration.ofMillis(1300);

  private static final CommandResult BROKEN =
      new CommandResult.Unknown(
          "the outcome of the command is unknown: the connection to the leader broke. Look whether"
              + " it was done before trying again.");

  private static final CommandResult NOT_THERE =
      new CommandResult.NotLeader("the leader cannot be reached");

  private final Leader leader;
  private final Channels channels;
  private final ReplicatedLog log;
  private final FailoverTrace trace;

  /**
   * @param trace told of the first write that a new leader has taken from here
   */
  public Forwarding(Leader leader, Channels channels, ReplicatedLog log, FailoverTrace trace) {
    this.trace = trace;
    this.leader = leader;
    this.channels = channels;
    this.log = log;
  }

  /** The leader's answer; {@link CommandResult.Unknown} when it gives none. */
  CommandResult ask(Member member, Request request, Duration left) throws InterruptedException {
    CallOptions options =
        CallOptions.DEFAULT.withDeadline(Deadline.after(left.toMillis(), TimeUnit.MILLISECONDS));
    Future<CommandResult> call =
        ClientCalls.futureUnaryCall(
            channels.to(member.apiAddr()).newCall(Methods.SUBMIT, options), request);
    SignOfLife sign = new SignOfLife();
    try {
      while (true) {
        try {
          CommandResult answer = call.get(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
          if (answer instanceof CommandResult.Done) {
            trace.first("first-write", "leader=" + member.nodeId());
          }
          return answer;
        } catch (TimeoutException _) {
          if (!stillLeads(member) || sign.isMissing()) {
            call.cancel(true);
            return BROKEN;
          }
        }
      }
    } catch (ExecutionException e) {
      LOG.debug("forwarding to {} failed", member.apiAddr(), e);
      return wasNeverSent(e) ? NOT_THERE : BROKEN;
    }
  }

  /** Without a connection there was nothing to send it on. */
  private static boolean wasNeverSent(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause -> cause instanceof ConnectException || cause instanceof NoRouteToHostException);
  }

  private boolean stillLeads(Member member) {
    return leader.where().orElse(null) instanceof Leader.Where.At(Member now) && now.equals(member);
  }

  /** A read barrier goes to the leader and back on other connections than the command. */
  private final class SignOfLife {
    private long lookAtNanos = System.nanoTime() + DOUBT_AFTER.toNanos();
    private CompletableFuture<Barrier> asked = new CompletableFuture<>();
    private boolean waits;

    boolean isMissing() {
      if (waits && asked.getNow(null) instanceof Barrier.NoLeader(String reason)) {
        LOG.info("a forwarded command is given up, the leader is silent: {}", reason);
        return true;
      }
      if (waits && asked.isDone()) {
        waits = false;
        lookAtNanos = System.nanoTime() + DOUBT_AFTER.toNanos();
      }
      if (!waits && System.nanoTime() - lookAtNanos > 0) {
        waits = true;
        asked = new CompletableFuture<>();
        log.readBarrier(SIGN_OF_LIFE_MAX, asked::complete);
      }
      return false;
    }
  }
}
