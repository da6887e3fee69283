package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * What a member finds again after a restart: its newest snapshot, and the last term it was told of
 * when it was added. The log is kept for all.
 */
final class SimDisk {
  private @Nullable Snapshot snapshot;
  private long term;

  /** 0 when no leader has spoken to it. */
  long term() {
    return term;
  }

  void keepTerm(long heard) {
    term = Math.max(term, heard);
  }

  @Nullable Snapshot snapshot() {
    return snapshot;
  }

  void keep(Snapshot newer) {
    if (snapshot == null || newer.at().index() > snapshot.at().index()) {
      snapshot = newer;
    }
  }

  /** A state written out. */
  static final class Snapshot {
    private final LogPosition at;
    private final byte[] content;

    Snapshot(LogPosition at, byte[] content) {
      this.at = at;
      this.content = content;
    }

    LogPosition at() {
      return at;
    }

    byte[] content() {
      return content;
    }
  }
}
