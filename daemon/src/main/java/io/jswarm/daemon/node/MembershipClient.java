package io.jswarm.daemon.node;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.rpc.MembershipMessage;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.leadership.Channels;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the leader, wherever it is, to let this manager into Raft or out of it. */
final class MembershipClient {
  /** The newcomer may need a snapshot first. */
  private static final long CALL_MAX_SECONDS = 35;

  private static final int ROUNDS_MAX = 40;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);

  private final Channels channels;

  MembershipClient(Channels channels) {
    this.channels = channels;
  }

  void join(List<String> managers, MembershipMessage.Join join)
      throws NodeException, InterruptedException {
    ask(managers, Methods.JOIN, join, ROUNDS_MAX);
  }

  /** Once: for whoever tries again later, and holds nobody up until then. */
  void joinNow(List<String> managers, MembershipMessage.Join join)
      throws NodeException, InterruptedException {
    ask(managers, Methods.JOIN, join, 1);
  }

  /** Tries for a short while only: a cluster without a quorum must not keep a node from leaving. */
  void leave(List<String> managers) throws NodeException, InterruptedException {
    ask(managers, Methods.LEAVE, new MembershipMessage.Leave(), ROUNDS_MAX / 4);
  }

  /**
   * Whether a manager takes part in Raft, as the leader knows it now.
   *
   * @throws NodeException when nobody who leads answers
   */
  boolean takesPart(List<String> managers, String peerId)
      throws NodeException, InterruptedException {
    try {
      ask(managers, Methods.TAKES_PART, new MembershipMessage.TakesPart(peerId), 1);
      return true;
    } catch (NodeException e) {
      if (e.refusal().kind() == Refusal.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private <Q> void ask(
      List<String> managers,
      MethodDescriptor<Q, MembershipMessage.Answer> method,
      Q request,
      int rounds)
      throws NodeException, InterruptedException {
    NodeException last = NodeException.unavailable("no manager is known");
    for (int round = 0; round < rounds; round++) {
      Deque<String> toAsk = new ArrayDeque<>(managers);
      for (int asked = 0; !toAsk.isEmpty() && asked <= managers.size(); asked++) {
        String addr = toAsk.poll();
        try {
          MembershipMessage.Answer answer = call(addr, method, request);
          Refusal refusal = answer.refusal();
          if (refusal == null) {
            return;
          }
          last = new NodeException(refusal);
          if (answer.leaderAddr() != null) {
            toAsk.addFirst(answer.leaderAddr());
          } else if (refusal.kind() != Refusal.Kind.UNAVAILABLE) {
            throw last;
          }
        } catch (StatusRuntimeException e) {
          last = NodeException.unavailable(Unreachable.sentence(addr, e.getStatus()));
        }
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_ROUNDS.toMillis());
    }
    throw last;
  }

  private <Q> MembershipMessage.Answer call(
      String addr, MethodDescriptor<Q, MembershipMessage.Answer> method, Q request) {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(CALL_MAX_SECONDS, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channels.to(addr), method, options, request);
  }
}
