package io.jswarm.manager.autoscale;

import io.jswarm.api.model.Autoscale;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was recommended for one service, as far back as decisions look. There are more tasks at once
 * when all of the last {@link #PATIENCE} called for more, as many as the least of them did; there
 * are fewer when all of the cooldown called for fewer, as many as the most of it did. A span counts
 * only when it was heard through without a gap: a new leader, and one whose clock was set, begins
 * anew.
 */
final class Recommendations {
  /**
   * Averages must call for more tasks for so long, or for the cooldown where that is less: a peak
   * of a few seconds changes nothing.
   */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** After so long without a recommendation what was before counts no more. */
  static final Duration GAP_MAX = Duration.ofSeconds(20);

  /** Several within this are kept as one: the longest cooldown is 720 of them. */
  private static final Duration GRAIN = Duration.ofSeconds(5);

  /** One step goes to twice the number of tasks, or to so many more. */
  private static final long STEP = 4;

  private record Span(Instant at, long least, long most) {}

  private final ArrayDeque<Span> spans = new ArrayDeque<>();
  private Instant since = Instant.MAX;
  private @Nullable Instant last;

  /** This is recommended now. */
  void note(long tasks, Instant now) {
    if (last == null || now.isBefore(last) || now.isAfter(last.plus(GAP_MAX))) {
      spans.clear();
      since = now;
    }
    last = now;
    Span newest = spans.peekLast();
    if (newest != null && now.isBefore(newest.at.plus(GRAIN))) {
      spans.removeLast();
      long least = Math.min(newest.least, tasks);
      spans.addLast(new Span(newest.at, least, Math.max(newest.most, tasks)));
    } else {
      spans.addLast(new Span(now, tasks, tasks));
    }
    while (spans.getFirst().at.isBefore(now.minus(Autoscale.COOLDOWN_MAX).minus(GRAIN))) {
      spans.removeFirst();
    }
  }

  /** More tasks than there are now, if it is time for them. */
  OptionalLong more(long current, Duration cooldown, Instant now) {
    Duration patience = PATIENCE.compareTo(cooldown) < 0 ? PATIENCE : cooldown;
    long least = within(patience, now).mapToLong(Span::least).min().orElse(current);
    return covers(patience, now) && least > current
        ? OptionalLong.of(Math.min(least, Math.max(2 * current, current + STEP)))
        : OptionalLong.empty();
  }

  /** Fewer tasks than there are now, if it is time for them. */
  OptionalLong fewer(long current, Duration cooldown, Instant now) {
    long most = within(cooldown, now).mapToLong(Span::most).max().orElse(current);
    return covers(cooldown, now) && most < current ? OptionalLong.of(most) : OptionalLong.empty();
  }

  /** Those of which any part lies within the time. */
  private Stream<Span> within(Duration time, Instant now) {
    Instant from = now.minus(time).minus(GRAIN);
    return spans.stream().filter(span -> span.at.isAfter(from));
  }

  private boolean covers(Duration span, Instant now) {
    return !since.isAfter(now.minus(span));
  }
}
