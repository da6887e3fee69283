package io.jswarm.raftstore.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears of leadership and membership. All calls come from one thread, in the order in which things
 * happened, and not from the apply thread: they may be late, but never overlap.
 */
public interface LogEvents {

  /**
   * This member leads and is ready to serve: every entry of earlier terms has been applied here and
   * proposals are accepted.
   */
  void becameLeader(long term);

  /** The leadership told by the last {@link #becameLeader} is over. Told once for each. */
  void lostLeadership();

  /** The leader as known here; null when there is none. */
  void leaderChanged(@Nullable String memberId);

  /** The members of the newest configuration, sorted by id. */
  void membersChanged(List<LogMember> members);

  /**
   * This member was removed from the log, as it reads there or hears from the others. Told once for
   * each entry that removes it, and once more when the others talk to it no more. That may be an
   * old story: who was away reads of its removal while it catches up, though it was added again
   * since. Ask a leader before you close the log and erase its data.
   */
  void removed();

  /**
   * The disk of this member is in trouble: it takes no part in leading until that is over.
   *
   * @param sentence what is wrong, for people; empty when all is well again
   */
  default void diskTrouble(String sentence) {}

  /**
   * This member cannot go on. Close the log; whether starting it again helps depends on the cause.
   */
  void failed(Throwable cause);
}
