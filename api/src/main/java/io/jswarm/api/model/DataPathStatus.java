package io.jswarm.api.model;

import java.time.Instant;
import java.util.List;

/**
 * What a node found when it tried the ways to its peers. Ours; only what is wrong is kept in the
 * cluster's state, so that it is written when a way breaks or heals and at no other time.
 *
 * @param since when the node began to try; ways that are not broken are good since then at the
 *     latest
 * @param broken in the order of their networks and nodes, at most {@link #BROKEN_MAX}
 * @param more how many broken ways are not named
 */
@OmitEmpty
public record DataPathStatus(@Always Instant since, List<NetworkPath> broken, int more) {
  /** A node that reaches nobody names that many: what is wrong is plain by then. */
  public static final int BROKEN_MAX = 32;

  /** Ways a node tries in a second; with more of them, each has its turn less often. */
  public static final int TRIED_PER_SECOND = 32;

  public DataPathStatus {
    since = Values.instant(since);
    broken = Values.list(broken);
  }
}
