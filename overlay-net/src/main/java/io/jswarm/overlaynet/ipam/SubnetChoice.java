package io.jswarm.overlaynet.ipam;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Chooses a subnet for a network that was given none. */
public final class SubnetChoice {
  private SubnetChoice() {}

  /**
   * The first subnet of this length in the pools, in their order, that overlaps nothing taken.
   *
   * @param length of the subnet; a pool that is no longer than that is one subnet itself
   */
  public static Optional<Prefix4> first(
      List<Prefix4> pools, int length, Collection<Prefix4> taken) {
    TreeSet<Prefix4> inOrder = new TreeSet<>(taken);
    return pools.stream().flatMap(pool -> first(pool, length, inOrder).stream()).findFirst();
  }

  private static Optional<Prefix4> first(Prefix4 pool, int length, NavigableSet<Prefix4> taken) {
    int actual = Math.max(length, pool.length());
    Prefix4 candidate = Prefix4.around(pool.base(), actual);
    for (Prefix4 other : taken) {
      if (other.overlaps(candidate)) {
        long next = Math.max(other.last(), candidate.last()) + 1;
        // after a taken range that ends within a subnet, the next whole one
        long aligned = next + candidate.size() - 1 & -candidate.size();
        if (!pool.contains(aligned)) {
          return Optional.empty();
        }
        candidate = Prefix4.around(aligned, actual);
      }
    }
    return Optional.of(candidate);
  }
}
