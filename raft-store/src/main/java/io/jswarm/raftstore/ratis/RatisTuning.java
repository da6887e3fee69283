package io.jswarm.raftstore.ratis;

import java.time.Duration;

/**
 * The few figures that tests and operators of slow machines change.
 *
 * @param electionMin least silence of a leader before an election; heartbeats are half of it
 * @param electionMax most silence of a leader before an election
 * @param snapshotEntries entries after which a snapshot is taken
 * @param snapshotBytes bytes of entries after which a snapshot is taken
 * @param keptEntries entries kept behind a snapshot, so that a member that was away for a moment
 *     follows by the log
 * @param segmentBytes size of a log file; the log is purged by whole files
 */
public record RatisTuning(
    Duration electionMin,
    Duration electionMax,
    long snapshotEntries,
    long snapshotBytes,
    long keptEntries,
    long segmentBytes) {

  /**
   * 300 to 600 ms: fail-over within a second was measured with it on a quiet machine, twice as long
   * with twice the values.
   */
  public static final RatisTuning DEFAULT =
      new RatisTuning(
          Duration.ofMillis(300), Duration.ofMillis(600), 10_000, 64L << 20, 500, 8 << 20);
}
