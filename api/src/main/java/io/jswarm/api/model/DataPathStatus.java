package io.jswarm.api.model;

import java.time.Instant;
import java.util.List;

/**
 * What a node found when it tried the ways to its peers. Ours; only what is wrong is kept in the
 * cluster's state, so that it is written when a way breaks or heals and at no other time.
 *
 * @param since when the node began to try; ways that are not broken are good since then at the
 *     latest
 * @param broken in the order of their networks and nodes
 */
@OmitEmpty
public record DataPathStatus(@Always Instant since, List<NetworkPath> broken) {
  public DataPathStatus {
    since = Values.instant(since);
    broken = Values.list(broken);
  }
}
