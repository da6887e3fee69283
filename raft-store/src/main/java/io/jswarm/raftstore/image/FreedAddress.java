package io.jswarm.raftstore.image;

import java.time.Duration;
import java.time.Instant;

/**
 * An address whose owner is gone: remembered for a while, so that nobody gets it who could be taken
 * for the one before. Those of tasks that are still there, but have stopped, follow from the tasks.
 *
 * @param address without a prefix length
 * @param at when it became free
 */
public record FreedAddress(String networkId, String address, Instant at) {
  /** An address rests for so long, unless no other is left. */
  public static final Duration REST = Duration.ofSeconds(60);
}
