package io.jswarm.manager.leadership;

import io.jswarm.raftstore.log.Barrier;
import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogPosition;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import io.jswarm.raftstore.log.Outcome;
import io.jswarm.raftstore.log.ReplicatedLog;
import io.jswarm.raftstore.store.ClusterStore;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The log of a cluster of one, which commits at once, in memory. */
final class SoleLog implements ReplicatedLog {
  private final ClusterStore store;
  private long index;

  /** Whether a leader can be heard. */
  volatile boolean audible = true;

  SoleLog(ClusterStore store) {
    this.store = store;
  }

  @Override
  public synchronized void propose(byte[] entry, Consumer<Outcome> told) {
    store.apply(new LogPosition(1, index), entry);
    told.accept(new Outcome.Committed(index++));
  }

  @Override
  public void hasten() {}

  @Override
  public void readBarrier(Duration timeout, Consumer<Barrier> told) {
    told.accept(audible ? new Barrier.Reached() : new Barrier.NoLeader("nobody answers"));
  }

  @Override
  public void addMember(LogMember member, Consumer<MemberChange> told) {
    throw new AssertionError("a write path has no business with that");
  }

  @Override
  public void removeMember(String memberId, Consumer<MemberChange> told) {
    throw new AssertionError("a write path has no business with that");
  }

  @Override
  public void transferLeadership(String toMemberId, Consumer<MemberChange> told) {
    throw new AssertionError("a write path has no business with that");
  }

  @Override
  public void learnAddresses(List<LogMember> members) {}

  @Override
  public LogStatus status() {
    throw new AssertionError("a write path has no business with that");
  }

  @Override
  public void close() {}
}
