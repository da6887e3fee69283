package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.jspecify.annotations.Nullable;

/**
 * The one table from Ratis' answers to ours. Refusals arrive as replies that are not successful,
 * other failures as exceptions. What is not known to be harmless counts as unknown: of entries
 * whose leader was told "not leader", all were committed in one trial and none in another.
 */
final class Replies {
  private Replies() {}

  static Outcome outcome(@Nullable RaftClientReply reply, @Nullable Throwable failure) {
    if (reply != null && reply.isSuccess()) {
      return new Outcome.Committed(reply.getLogIndex());
    }
    Throwable cause = cause(reply, failure);
    return surelyNotAppended(cause)
        ? new Outcome.NotAppended(reason(cause))
        : new Outcome.Unknown(reason(cause));
  }

  private static boolean surelyNotAppended(Throwable cause) {
    return cause instanceof LeaderNotReadyException
        || cause instanceof LeaderSteppingDownException
        || cause instanceof ServerNotReadyException
        || cause instanceof GroupMismatchException;
  }

  static MemberChange change(@Nullable RaftClientReply reply, @Nullable Throwable failure) {
    if (reply != null && reply.isSuccess()) {
      return new MemberChange.Done();
    }
    Throwable cause = cause(reply, failure);
    boolean unknown =
        cause instanceof NotLeaderException
            || cause instanceof TimeoutIOException
            || cause instanceof TimeoutException
            || cause instanceof InterruptedException;
    return unknown
        ? new MemberChange.Unknown(reason(cause))
        : new MemberChange.Refused(reason(cause));
  }

  private static Throwable cause(@Nullable RaftClientReply reply, @Nullable Throwable failure) {
    Throwable cause = reply != null ? reply.getException() : failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause != null ? cause : new IllegalStateException("neither success nor a reason");
  }

  /** Why a request failed, in Ratis' words. */
  static String reason(@Nullable RaftClientReply reply, @Nullable Throwable failure) {
    return reason(cause(reply, failure));
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
