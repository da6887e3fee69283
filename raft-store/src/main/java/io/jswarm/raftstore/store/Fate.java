package io.jswarm.raftstore.store;

/** What became of a round that somebody proposed. */
public enum Fate {
  /** Neither it nor another round of its number was applied yet. */
  PENDING,
  /** It was applied. */
  APPLIED,
  /** Another round of its number was applied: it never will be. */
  SUPERSEDED,
  /** So long ago that it cannot be told any more. */
  FORGOTTEN
}
