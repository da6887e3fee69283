package io.jswarm.manager.writer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Up to which time answers may be forgotten. The time of rounds leaps when somebody sets the
 * leader's clock forward, and an answer of a second ago is then an hour old: its request, repeated,
 * would be done twice. So what counts is what this writer has seen pass: an answer goes when it is
 * older than {@link #KEPT_FOR} and {@link #LOOKS} looks at the clock, each at least {@link #EVERY}
 * after the one before, have come since. A leap costs one look. A writer that has not yet looked so
 * often forgets nothing: the leader before it may have had another clock. The image bounds how many
 * answers there are then.
 */
final class Expiry {
  /** How long answers are remembered for repeated requests. */
  static final Duration KEPT_FOR = Duration.ofMinutes(10);

  static final Duration EVERY = Duration.ofSeconds(30);

  private static final int LOOKS = (int) KEPT_FOR.dividedBy(EVERY);

  private final ArrayDeque<Instant> looks = new ArrayDeque<>();

  /** Answers from before this may go; empty when it is not time to look. */
  Optional<Instant> look(Instant at) {
    if (!looks.isEmpty() && at.isBefore(looks.getLast().plus(EVERY))) {
      return Optional.empty();
    }
    looks.addLast(at);
    if (looks.size() <= LOOKS) {
      return Optional.empty();
    }
    Instant seen = looks.removeFirst();
    Instant old = at.minus(KEPT_FOR);
    return Optional.of(seen.isBefore(old) ? seen : old);
  }
}
