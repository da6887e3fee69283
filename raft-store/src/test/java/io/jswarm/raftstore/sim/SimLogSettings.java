package io.jswarm.raftstore.sim;

import java.time.Duration;

/**
 * How a simulated log behaves.
 *
 * @param quickest least time of any step between members
 * @param slowest most time of any step between members
 * @param refusals share of proposals that are turned down though the leader leads
 * @param falseAlarms share of proposals reported as unknown although they are committed: soon, or
 *     after the same was proposed once more
 * @param patience after which a proposal is reported as unknown, though it may still be committed
 * @param snapshotEntries entries after which a member takes a snapshot
 * @param keptEntries entries the log keeps behind a snapshot
 */
public record SimLogSettings(
    Duration quickest,
    Duration slowest,
    double refusals,
    double falseAlarms,
    Duration patience,
    int snapshotEntries,
    int keptEntries) {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A healthy cluster. */
  public static final SimLogSettings CALM =
      new SimLogSettings(Duration.ofMillis(1), Duration.ofMillis(5), 0, 0, PATIENCE, 1000, 100);

  /** Far worse than any real one: slow, moody, and members are often behind a snapshot. */
  public static final SimLogSettings ROUGH =
      new SimLogSettings(Duration.ofMillis(1), Duration.ofMillis(150), 0.02, 0.02, PATIENCE, 20, 5);
}
