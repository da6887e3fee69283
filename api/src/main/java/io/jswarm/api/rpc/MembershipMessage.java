package io.jswarm.api.rpc;

import io.jswarm.api.command.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Messages by which a manager enters and leaves Raft. The caller's node id is its certificate's.
 */
public sealed interface MembershipMessage {
  /**
   * The caller's Raft server runs at {@code raftAddr} under {@code peerId} and waits to be added.
   */
  record Join(String peerId, String raftAddr, String apiAddr) implements MembershipMessage {}

  /**
   * The caller wants to leave Raft: it is removed from the configuration before it erases its data.
   */
  record Leave() implements MembershipMessage {}

  /**
   * The caller read in its log, or was told, that {@code peerId} was taken out of Raft, and asks
   * whether that still holds: it may have been let in again since. The answer is done when it takes
   * part, and {@link Refusal.Kind#NOT_FOUND} when it does not.
   */
  record TakesPart(String peerId) implements MembershipMessage {}

  /**
   * Done, or why not.
   *
   * @param leaderAddr whom to ask instead, when the manager asked does not lead and knows who does
   */
  record Answer(@Nullable Refusal refusal, @Nullable String leaderAddr)
      implements MembershipMessage {
    /** Done. */
    public static final Answer DONE = new Answer(null, null);
  }
}
