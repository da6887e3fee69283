package io.jswarm.manager.membership;

import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Node;
import io.jswarm.api.rpc.MembershipMessage;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.leadership.Leader;
import io.jswarm.manager.leadership.NoLeader;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.manager.port.Callers;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.store.ClusterStore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets managers into the log and out of it. A newcomer's addresses are committed first, so that
 * every member can dial it by the time it has a vote; what the log then refuses is taken back.
 */
public final class MembershipService {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipService.class);

  private final ClusterStore store;
  private final Leader leader;
  private final WritePath writes;
  private final RaftMembers members;

  /** What is taken back is only this call's: another for the same manager waits until then. */
  private final ReentrantLock oneAtATime = new ReentrantLock(true);

  MembershipService(ClusterStore store, Leader leader, WritePath writes, RaftMembers members) {
    this.store = store;
    this.leader = leader;
    this.writes = writes;
    this.members = members;
  }

  /** The gRPC methods. */
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder("jswarm.Membership")
        .addMethod(
            Methods.JOIN,
            ServerCalls.asyncUnaryCall((request, reply) ->
                Replies.unary(reply, () -> join(Callers.manager().nodeId(), request))))
        .addMethod(
            Methods.LEAVE,
            ServerCalls.asyncUnaryCall(
                (_, reply) -> Replies.unary(reply, () -> leave(Callers.manager().nodeId()))))
        .addMethod(
            Methods.TAKES_PART,
            ServerCalls.asyncUnaryCall((request, reply) ->
                Replies.unary(reply, () -> takesPart(Callers.manager().nodeId(), request))))
        .build();
  }

  private MembershipMessage.Answer join(String nodeId, MembershipMessage.Join join)
      throws InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      return leader.isHere() ? letIn(nodeId, join) : askTheLeader();
    } finally {
      oneAtATime.unlock();
    }
  }

  private MembershipMessage.Answer letIn(String nodeId, MembershipMessage.Join join)
      throws InterruptedException {
    Node node = store.image().node(nodeId);
    if (node == null || !node.spec().isManager()) {
      return refused(Refusal.Kind.PERMISSION_DENIED, "node " + nodeId + " is not to be a manager");
    }
    if (!join.peerId().startsWith(nodeId + "-")) {
      return refused(
          Refusal.Kind.INVALID_ARGUMENT,
          "peer id " + join.peerId() + " is not node " + nodeId + "'s");
    }
    if (members.contains(join.peerId()) && store.image().memberByPeer(join.peerId()) != null) {
      return MembershipMessage.Answer.DONE;
    }
    Command add = new Command.AddMember(nodeId, join.peerId(), join.raftAddr(), join.apiAddr());
    return switch (writes.submit(add)) {
      case CommandResult.Done _ -> admit(join);
      case CommandResult.Refused(Refusal refusal) -> new MembershipMessage.Answer(refusal, null);
      case CommandResult.NotLeader _ -> askTheLeader();
      case CommandResult.Unknown(String message) -> refused(Refusal.Kind.UNAVAILABLE, message);
    };
  }

  private MembershipMessage.Answer admit(MembershipMessage.Join join) throws InterruptedException {
    MemberChange change = members.add(new LogMember(join.peerId(), join.raftAddr()));
    return switch (change) {
      case MemberChange.Done() -> {
        LOG.info("manager {} takes part in Raft at {}", join.peerId(), join.raftAddr());
        yield MembershipMessage.Answer.DONE;
      }
      case MemberChange.Refused(String reason) -> {
        LOG.warn("manager {} could not be added: {}", join.peerId(), reason);
        if (!members.contains(join.peerId())) {
          writes.submit(new Command.RemoveMember(join.peerId()));
        }
        yield refused(
            Refusal.Kind.UNAVAILABLE,
            "the leader could not add this manager at "
                + join.raftAddr()
                + ": "
                + reason
                + ". Is that address reachable from the other managers?");
      }
      case MemberChange.Unknown(String reason) -> refused(Refusal.Kind.UNAVAILABLE, reason);
    };
  }

  private MembershipMessage.Answer leave(String nodeId) throws InterruptedException {
    if (!leader.isHere()) {
      return askTheLeader();
    }
    Member member = store.image().members().get(nodeId);
    if (member == null) {
      return MembershipMessage.Answer.DONE;
    }
    return switch (members.remove(member.peerId())) {
      case MemberChange.Done() -> {
        writes.submit(new Command.RemoveMember(member.peerId()));
        yield MembershipMessage.Answer.DONE;
      }
      case MemberChange.Refused(String reason) -> refused(Refusal.Kind.UNAVAILABLE, reason);
      case MemberChange.Unknown(String reason) -> refused(Refusal.Kind.UNAVAILABLE, reason);
    };
  }

  /** After the calls before it: who is being let in is neither in nor out. */
  private MembershipMessage.Answer takesPart(String nodeId, MembershipMessage.TakesPart question)
      throws InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      if (!leader.isHere() || !members.areCurrent()) {
        return askTheLeader();
      }
      return members.contains(question.peerId())
          ? MembershipMessage.Answer.DONE
          : refused(
              Refusal.Kind.NOT_FOUND,
              "%s of node %s takes no part in Raft".formatted(question.peerId(), nodeId));
    } finally {
      oneAtATime.unlock();
    }
  }

  private MembershipMessage.Answer askTheLeader() {
    Refusal refusal = new Refusal(Refusal.Kind.UNAVAILABLE, NoLeader.MESSAGE);
    return switch (leader.where().orElse(null)) {
      case Leader.Where.At(Member other) -> new MembershipMessage.Answer(refusal, other.apiAddr());
      case null, default -> new MembershipMessage.Answer(refusal, null);
    };
  }

  private static MembershipMessage.Answer refused(Refusal.Kind kind, String message) {
    return new MembershipMessage.Answer(new Refusal(kind, message), null);
  }
}
