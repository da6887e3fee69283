package io.jswarm.raftstore.log;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One member's hold on the replicated log.
 *
 * <p>No method blocks unless it says so; answers come through the given consumer exactly once, on a
 * thread of the log's own or, when they are known at once, before the method returns. A consumer
 * must not block and must not throw: hand the answer over and return. All methods may be called
 * from any thread.
 */
public interface ReplicatedLog extends AutoCloseable {

  /** The largest entry accepted, in bytes, after sealing. */
  int MAX_ENTRY_BYTES = (2 << 20) + (256 << 10);

  /**
   * Proposes an entry. Entries proposed one after the other by one thread within one term are
   * appended in that order.
   *
   * <p>{@link Outcome.Committed} is told only after this member's state has applied the entry.
   * {@link Outcome.Unknown} is final for this call, but the entry may still be applied at any later
   * time, here or under another leader: whoever proposes must make late entries harmless.
   *
   * @param entry the bytes, at most {@link #MAX_ENTRY_BYTES}; must not be changed afterwards
   */
  void propose(byte[] entry, Consumer<Outcome> told);

  /**
   * Somebody waits on another member to see there what is committed here: lets the others know at
   * once. Without it they learn a little later. Only of use on the leader. Never blocks.
   */
  void hasten();

  /**
   * Waits until this member has applied everything that was committed when it was called, as
   * confirmed by a leader with a quorum: reads of the local state are then linearizable. Works on
   * leaders and followers, and retries while elections go on.
   *
   * @param timeout how long to look for a leader; {@link Barrier.NoLeader} is told at its end
   */
  void readBarrier(Duration timeout, Consumer<Barrier> told);

  /**
   * Adds one voting member, which must already run with an empty peer list at its address. Only the
   * leader may, one change at a time. Done means that the newcomer has been seen to follow the log.
   */
  void addMember(LogMember member, Consumer<MemberChange> told);

  /**
   * Removes one member. Only the leader may, one change at a time, and not itself: transfer the
   * leadership first. The removed member hears {@link LogEvents#removed()} if it is alive.
   */
  void removeMember(String memberId, Consumer<MemberChange> told);

  /** Hands the leadership to another member. Only the leader may. */
  void transferLeadership(String toMemberId, Consumer<MemberChange> told);

  /**
   * Tells the log where members can be dialled now. Known addresses survive a restart; an address
   * may change at any time without a change of membership.
   */
  void learnAddresses(List<LogMember> members);

  /** What this member knows now. Never blocks; may be a moment old. */
  LogStatus status();

  /**
   * Stops. Blocks until no call into the state or the events is under way; open proposals are told
   * {@link Outcome.Unknown}. The data on disk stays. Must not be called from a callback.
   */
  @Override
  void close();
}
