package io.jswarm.manager.control;

import io.jswarm.api.command.Command;
import io.jswarm.manager.orchestration.Turn;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Member;

/** Keeps the list of managers that take part in Raft, with the addresses where they are reached. */
final class MemberCommands {
  private MemberCommands() {}

  static Decision add(Turn turn, Command.AddMember command) {
    turn.add(
        new Change.PutMember(
            new Member(command.nodeId(), command.peerId(), command.raftAddr(), command.apiAddr())));
    return new Decision.Accepted(command.nodeId());
  }

  /** A node that has come back under another peer id stays. */
  static Decision remove(Turn turn, Command.RemoveMember command) {
    Member member = turn.image().memberByPeer(command.peerId());
    if (member != null) {
      turn.add(new Change.RemoveMember(member.nodeId()));
    }
    return new Decision.Accepted(command.peerId());
  }
}
