package io.jswarm.overlaynet.ipam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Ranges of addresses that belong to no block, as the largest prefixes they make up: halves that
 * are both free become one. Each operation takes about as many steps as an address has bits.
 */
final class FreeSpace {
  private static final int BITS = 32;

  /** The free prefixes of each length. */
  private final List<TreeSet<Prefix4>> byLength = new ArrayList<>();

  FreeSpace() {
    for (int length = 0; length <= BITS; length++) {
      byLength.add(new TreeSet<>());
    }
  }

  /** A range is free now. */
  void add(Prefix4 freed) {
    Prefix4 whole = freed;
    while (whole.length() > 0 && byLength.get(whole.length()).remove(whole.buddy())) {
      whole = whole.parent();
    }
    byLength.get(whole.length()).add(whole);
  }

  /** A range is free no more; what was not free anyway does no harm. */
  void remove(Prefix4 taken) {
    for (int length = taken.length(); length >= 0; length--) {
      Prefix4 whole = Prefix4.around(taken.base(), length);
      if (byLength.get(length).remove(whole)) {
        split(whole, taken);
        return;
      }
    }
  }

  /**
   * Takes a range of this length, or the largest there is when all are smaller. Of those that are
   * as large, the first.
   */
  Optional<Prefix4> take(int length) {
    for (int larger = length; larger >= 0; larger--) {
      if (!byLength.get(larger).isEmpty()) {
        Prefix4 whole = byLength.get(larger).removeFirst();
        Prefix4 taken = Prefix4.around(whole.base(), length);
        split(whole, taken);
        return Optional.of(taken);
      }
    }
    for (int smaller = length + 1; smaller <= BITS; smaller++) {
      if (!byLength.get(smaller).isEmpty()) {
        return Optional.of(byLength.get(smaller).removeFirst());
      }
    }
    return Optional.empty();
  }

  /** Keeps what is left of a free range when a part of it is taken. */
  private void split(Prefix4 whole, Prefix4 taken) {
    Prefix4 rest = whole;
    while (rest.length() < taken.length()) {
      boolean inLower = rest.lower().contains(taken);
      Prefix4 kept = inLower ? rest.upper() : rest.lower();
      byLength.get(kept.length()).add(kept);
      rest = inLower ? rest.lower() : rest.upper();
    }
  }
}
