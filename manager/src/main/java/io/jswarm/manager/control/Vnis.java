package io.jswarm.manager.control;

import io.jswarm.api.model.Network;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives overlay networks their VXLAN network identifiers. */
final class Vnis {
  /** Docker's first; what is below is left to networks that are not ours. */
  static final int FIRST = 4096;

  private static final int LAST = (1 << 24) - 1;

  private Vnis() {}

  /**
   * The one after the highest ever given, so that a network which is still being taken down on some
   * node cannot be taken for a new one; when these are used up, the lowest that is free.
   *
   * @return 0 when none is free
   */
  static int next(ClusterImage image) {
    int next = Math.max(FIRST, image.lastVni() + 1);
    return next <= LAST ? next : lowestFree(image);
  }

  private static int lowestFree(ClusterImage image) {
    Set<Integer> taken =
        image.networks().values().stream().map(Network::vni).collect(Collectors.toSet());
    for (int vni = FIRST; vni <= LAST; vni++) {
      if (!taken.contains(vni)) {
        return vni;
      }
    }
    return 0;
  }
}
