package io.jswarm.pki;

import java.time.Duration;
import java.time.Instant;

/**
 * When to ask for the next certificate: once at the planned moment, after failures in growing
 * steps, at once when the certificate has expired. Pure; the caller keeps the value and the clock.
 */
public sealed interface Renewal {
  Duration BACKOFF_FIRST = Duration.ofSeconds(5);
  Duration BACKOFF_MAX = Duration.ofHours(1);

  /** Nothing was tried yet; {@code at} comes from {@link NodeIdentity#renewalAt} or a command. */
  record Planned(Instant at) implements Renewal {}

  /** {@code failures} attempts in a row failed, the last one at {@code lastAttempt}. */
  record Retrying(Instant lastAttempt, int failures) implements Renewal {
    public Retrying {
      if (failures < 1) {
        throw new IllegalArgumentException("a retry follows at least one failure");
      }
    }
  }

  /**
   * The moment of the next attempt, {@code now} when it is due.
   *
   * @param certificateEnd when the present certificate expires
   */
  default Instant nextAttempt(Instant now, Instant certificateEnd) {
    Instant wanted =
        switch (this) {
          case Planned(var at) -> earlier(at, certificateEnd);
          // the clock was set back since: what it showed then says nothing
          case Retrying(var lastAttempt, var _) when lastAttempt.isAfter(now) -> now;
          case Retrying(var lastAttempt, var failures) -> {
            Instant retry = lastAttempt.plus(backoff(failures));
            // Expiry brings one attempt forward; after it the steps go on, or a node whose
            // manager refuses it would ask without pause.
            yield lastAttempt.isBefore(certificateEnd) ? earlier(retry, certificateEnd) : retry;
          }
        };
    return wanted.isBefore(now) ? now : wanted;
  }

  /** The state after one more attempt that failed at {@code at}. */
  default Renewal failed(Instant at) {
    return switch (this) {
      case Planned _ -> new Retrying(at, 1);
      case Retrying(var _, var failures) -> new Retrying(at, Math.incrementExact(failures));
    };
  }

  private static Duration backoff(int failures) {
    Duration step = BACKOFF_FIRST;
    for (int i = 1; i < failures && step.compareTo(BACKOFF_MAX) < 0; i++) {
      step = step.multipliedBy(2);
    }
    return step.compareTo(BACKOFF_MAX) < 0 ? step : BACKOFF_MAX;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
