package io.jswarm.raftstore.ratis;

import java.time.Duration;

/**
 * The few figures that tests and operators of slow machines change.
 *
 * @param electionMin least silence of a leader before an election; heartbeats are half of it
 * @param electionMax most silence of a leader before an election
 * @param snapshots when one is taken
 * @param keptEntries entries kept behind a snapshot, so that a member that was away for a moment
 *     follows by the log
 * @param segmentBytes size of a log file; the log is purged by whole files
 */
public record RatisTuning(
    Duration electionMin,
    Duration electionMax,
    SnapshotPace snapshots,
    long keptEntries,
    long segmentBytes) {

  /**
   * 300 to 1000 ms. The lower value is how long a leader must be silent before it may be replaced,
   * and half of it how often it speaks; followers that see its process gone go by it alone ({@link
   * LeaderWatch}). The upper value is also how long a new leader has for its first round trip to a
   * majority: at 600 ms on a machine with a load of 5, freshly elected leaders were seen to give up
   * again since a follower's first answer took 0.6 s, which costs more than what is lost here.
   *
   * <p>1 MiB for a file of the log, and for the least between two snapshots: Ratis has the entries
   * of the file it writes and of one more in memory, where they take 1.4 times their bytes, after a
   * start also those of files that are not in the newest snapshot, until two more are full, and 270
   * bytes for each entry of any file. A file goes when all of it is in the snapshot before the
   * last.
   */
  public static final RatisTuning DEFAULT =
      new RatisTuning(
          Duration.ofMillis(300),
          Duration.ofMillis(1_000),
          new SnapshotPace(10_000, 1 << 20, 64 << 20),
          500,
          1 << 20);

  /** The same with another least silence, and the most in the same proportion to it. */
  public RatisTuning withElectionMin(Duration least) {
    return new RatisTuning(
        least,
        electionMax.multipliedBy(least.toMillis()).dividedBy(electionMin.toMillis()),
        snapshots,
        keptEntries,
        segmentBytes);
  }
}
