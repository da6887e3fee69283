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
   * 300 to 1000 ms. The lower value is how long a leader must be silent before it may be replaced,
   * and half of it how often it speaks; followers that see its process gone go by it alone ({@link
   * LeaderWatch}). The upper value is also how long a new leader has for its first round trip to a
   * majority: at 600 ms on a machine with a load of 5, freshly elected leaders were seen to give up
   * again since a follower's first answer took 0.6 s, which costs more than what is lost here.
   *
   * <p>4 MiB for a file of the log: Ratis has the entries of the one it writes and of one more in
   * memory, and after a start those of all files that are left; they take 1.4 times their bytes.
   */
  public static final RatisTuning DEFAULT =
      new RatisTuning(
          Duration.ofMillis(300), Duration.ofMillis(1_000), 10_000, 64L << 20, 500, 4 << 20);
}
