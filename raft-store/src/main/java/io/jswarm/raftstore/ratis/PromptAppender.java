package io.jswarm.raftstore.ratis;

import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the log to one follower, and tells it of a commit as soon as it can make use of that. Ratis
 * 3.3.0 sends a heartbeat that was asked for at once: while an entry is under way it tells of no
 * commit, and one that is asked for while a message is being made is forgotten. Who waited at the
 * follower that was slower to answer than the other then waited for the next heartbeat.
 */
final class PromptAppender extends GrpcLogAppender {
  private final CommitDebt debt = new CommitDebt();

  PromptAppender(RaftServer.Division server, LeaderState state, FollowerInfo follower) {
    super(server, state, follower);
  }

  /** Has the follower told of what is committed now, in the first message that can do so. */
  @Override
  public void triggerHeartbeat() {
    if (debt.ask(getRaftLog().getLastCommittedIndex())) {
      notifyLogAppender();
    }
  }

  @Override
  public long getHeartbeatWaitTimeMs() {
    return isDue() ? 0 : super.getHeartbeatWaitTimeMs();
  }

  private boolean isDue() {
    if (hasAppendEntries()) {
      return debt.isDue(CommitDebt.Way.ENTRIES_TO_SEND);
    }
    return debt.isDue(
        hasPendingDataRequests() ? CommitDebt.Way.ENTRIES_UNDER_WAY : CommitDebt.Way.CLEAR);
  }

  @Override
  public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
      throws RaftLogIOException {
    long asked = isDue() ? debt.asked() : -1;
    AppendEntriesRequestProto message = super.newAppendEntriesRequest(callId, heartbeat);
    if (message != null) {
      debt.paid(Math.max(asked, commitToldBy(message)));
    }
    return message;
  }

  /** As the follower reads it. */
  private static long commitToldBy(AppendEntriesRequestProto message) {
    long continued = message.hasPreviousLog() ? message.getPreviousLog().getIndex() : 0;
    return Math.min(message.getLeaderCommit(), continued + message.getEntriesCount());
  }
}
