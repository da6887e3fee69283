package io.jswarm.overlaynet.wireguard;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The two keys of a node. Every node receives with both at any time, and sends with the one whose
 * turn it is; the other is replaced in the second quarter of its rest, not by all nodes at once. So
 * a key is in use for twelve hours, every node has six hours to hear of the next one, and no packet
 * waits for a change.
 */
public record NodeKeys(KeyPair even, KeyPair odd) {
  /** How long one key is sent with. */
  public static final Duration TURN = Duration.ofHours(12);

  /** The earliest moment of a turn to replace the other key, and how far nodes are spread. */
  private static final Duration QUARTER = TURN.dividedBy(4);

  /** How many tunnels there are between two nodes, one for each key. */
  public static final int SLOTS = 2;

  /** Two new keys. */
  public static NodeKeys make(SecureRandom random, Instant now) {
    return new NodeKeys(KeyPair.make(random, now), KeyPair.make(random, now));
  }

  /** The key of a slot, 0 or 1. */
  public KeyPair of(int slot) {
    return slot == 0 ? even : odd;
  }

  /** Which slot is sent with now: all nodes agree but for their clocks, which does not matter. */
  public static int slotAt(Instant now) {
    return (int) Math.floorMod(turnAt(now), (long) SLOTS);
  }

  /** These keys, the resting one replaced if that is due. */
  public NodeKeys rotated(SecureRandom random, Instant now) {
    if (!isDue(now)) {
      return this;
    }
    KeyPair next = KeyPair.make(random, now);
    return slotAt(now) == 0 ? new NodeKeys(even, next) : new NodeKeys(next, odd);
  }

  /** Whether the resting key is to be replaced. */
  public boolean isDue(Instant now) {
    int sending = slotAt(now);
    long spread = Math.floorMod((long) of(sending).publicKey().hashCode(), QUARTER.toSeconds());
    Instant due =
        Instant.ofEpochSecond(turnAt(now) * TURN.toSeconds()).plus(QUARTER).plusSeconds(spread);
    return !now.isBefore(due) && of(1 - sending).madeAt().isBefore(due);
  }

  /** What other nodes are told: both public keys. */
  public String announcement() {
    return even.publicKey() + " " + odd.publicKey();
  }

  /** Reads what another node told; empty when it has told nothing that can be used. */
  static List<String> announced(String text) {
    List<String> keys = List.of(text.split(" ", -1));
    return keys.size() == SLOTS && keys.stream().allMatch(KeyPair::isKey) ? keys : List.of();
  }

  private static long turnAt(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), TURN.toSeconds());
  }
}
