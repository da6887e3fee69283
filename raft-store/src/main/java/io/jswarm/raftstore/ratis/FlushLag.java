package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.time.Duration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.raftlog.RaftLog;
import org.jspecify.annotations.Nullable;

/**
 * How long this member's own disk has been behind. A majority of the others commits without it, so
 * proposals that are answered in time prove nothing. Reads two counters and takes no lock: Ratis
 * holds its own while it waits for the disk. For one thread.
 */
final class FlushLag {
  private final RaftServer server;
  private final Group group;
  private final Proposals proposals;
  private long flushed = -1;
  private long sinceNanos = System.nanoTime();

  FlushLag(RaftServer server, Group group, Proposals proposals) {
    this.server = server;
    this.group = group;
    this.proposals = proposals;
  }

  /** How long the oldest write has waited; null when none waits. */
  @Nullable Duration waiting() {
    Duration behind = behindCommitted();
    Duration oldest = proposals.oldest();
    if (behind == null || oldest == null) {
      return behind == null ? oldest : behind;
    }
    return behind.compareTo(oldest) > 0 ? behind : oldest;
  }

  private @Nullable Duration behindCommitted() {
    try {
      RaftLog log = server.getDivision(group.id()).getRaftLog();
      long now = System.nanoTime();
      long index = log.getFlushIndex();
      if (index != flushed || log.getLastCommittedIndex() <= index) {
        flushed = index;
        sinceNanos = now;
        return null;
      }
      return Duration.ofNanos(now - sinceNanos);
    } catch (IOException closed) {
      return null;
    }
  }
}
