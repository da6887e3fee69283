package io.jswarm.api.model;

import org.jspecify.annotations.Nullable;

/** Settings of the managers' log, in Docker's terms; ticks are seconds. */
@OmitEmpty
public record RaftConfig(
    long snapshotInterval,
    @Nullable Long keepOldSnapshots,
    long logEntriesForSlowFollowers,
    @Always int electionTick,
    @Always int heartbeatTick) {

  /** Nothing said. */
  public static final RaftConfig UNSET = new RaftConfig(0, null, 0, 0, 0);
}
