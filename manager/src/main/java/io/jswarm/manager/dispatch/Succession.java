package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How this manager came to lead: in place of a leader it knew, or from nothing. In the first case
 * the other nodes ran until just now, and one that does not come has most likely gone with the old
 * leader. In the second, where every daemon has been started again or there was no majority for
 * long, nobody can tell a dead node from one that needs a little longer.
 */
final class Succession {
  /** A leader that was known for so long, and missed for no longer, counts as known. */
  static final Duration SETTLED = Duration.ofSeconds(10);

  private @Nullable Instant knownSince;
  private @Nullable Instant missedSince;

  /** Somebody leads, maybe this manager. */
  void leaderKnown(Instant now) {
    if (knownSince == null || wasMissedForLong(now)) {
      knownSince = now;
    }
    missedSince = null;
  }

  /** Nobody is known to lead. */
  void leaderMissed(Instant now) {
    if (missedSince == null) {
      missedSince = now;
    }
  }

  /** Whether who begins to lead now takes over from a leader that was known well. */
  boolean takesOver(Instant now) {
    Instant since = knownSince;
    return since != null && !now.isBefore(since.plus(SETTLED)) && !wasMissedForLong(now);
  }

  private boolean wasMissedForLong(Instant now) {
    return missedSince != null && now.isAfter(missedSince.plus(SETTLED));
  }
}
