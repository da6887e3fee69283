package io.jswarm.raftstore.image;

import java.time.Instant;
import java.util.List;

/**
 * What one turn of the writer changes: one entry of the log.
 *
 * <p>In one term only one leader writes, and it never writes a number again whose fate it does not
 * know: so term and number together name one round.
 *
 * @param base the number of the image it was decided on; it applies to no other
 * @param term the leader's term
 * @param at the time of the decision, never before that of the base
 * @param changes at most {@link #MAX_CHANGES}
 */
public record Round(long base, long term, Instant at, List<Change> changes) {

  /** Most changes of a round: keeps applying one under some 20 ms. */
  public static final int MAX_CHANGES = 2000;

  /** Most bytes of a round before it is sealed: an entry must travel within a heartbeat or so. */
  public static final int MAX_BYTES = 2 << 20;

  public Round {
    if (changes.size() > MAX_CHANGES) {
      throw new IllegalArgumentException(
          "a round has at most %d changes, not %d".formatted(MAX_CHANGES, changes.size()));
    }
    changes = List.copyOf(changes);
  }

  /** The number of the image it leads to. */
  public long number() {
    return base + 1;
  }
}
