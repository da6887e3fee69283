package io.jswarm.overlaynet.dns;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * How much may be under way at once: of one container, so that others get their share, and of all.
 */
final class Quota {
  private final int each;
  private final Semaphore all;
  private final ConcurrentMap<InetAddress, Integer> taken = new ConcurrentHashMap<>();

  Quota(int each, int all) {
    this.each = each;
    this.all = new Semaphore(all);
  }

  /** Whether one more may begin; if so, {@link #give} ends it. */
  boolean take(InetAddress who) {
    if (!all.tryAcquire()) {
      return false;
    }
    int mine = taken.merge(who, 1, Integer::sum);
    if (mine > each) {
      give(who);
      return false;
    }
    return true;
  }

  void give(InetAddress who) {
    taken.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
    all.release();
  }
}
