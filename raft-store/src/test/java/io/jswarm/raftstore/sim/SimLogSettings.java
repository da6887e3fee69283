package io.jswarm.raftstore.sim;

import java.time.Duration;

/**
 * How a simulated log behaves.
 *
 * @param quickest least time of any step between members
 * @param slowest most time of any step between members
 * @param refusals share of proposals that are turned down though the leader leads
 * @param falseAlarms share of proposals reported as unknown although they are committed in time
 * @param snapshotEntries entries after which a member takes a snapshot
 * @param keptEntries entries the log keeps behind a snapshot
 */
public record SimLogSettings(
    Duration quickest,
    Duration slowest,
    double refusals,
    double falseAlarms,
    int snapshotEntries,
    int keptEntries) {

  /** A healthy cluster. */
  public static final SimLogSettings CALM =
      new SimLogSettings(Duration.ofMillis(1), Duration.ofMillis(5), 0, 0, 1000, 100);

  /** Far worse than any real one: slow, moody, and members are often behind a snapshot. */
  public static final SimLogSettings ROUGH =
      new SimLogSettings(Duration.ofMillis(1), Duration.ofMillis(150), 0.02, 0.02, 20, 5);
}
