package io.jswarm.manager.dispatch;

import io.jswarm.manager.dispatch.facts.FactChange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of facts that have not been told yet. What thousands of nodes hear of is not told them
 * with each round, but gathered for as long as telling it takes several times over: so it never
 * takes more than a part of the dispatcher's time, and a small cluster hears of everything at once.
 */
final class FactBacklog {
  /** A message costs the dispatcher some 20 microseconds; a quarter of its time goes to facts. */
  static final Duration PAUSE_PER_MESSAGE = Duration.ofNanos(80_000);

  /** Nobody waits for longer, however many there are to be told. */
  static final Duration PAUSE_MAX = Duration.ofMillis(500);

  private final Duration pausePerMessage;
  private final Map<String, FactNews> open = new LinkedHashMap<>();
  private Instant notBefore = Instant.MIN;

  FactBacklog(Duration pausePerMessage) {
    this.pausePerMessage = pausePerMessage;
  }

  void clear() {
    open.clear();
    notBefore = Instant.MIN;
  }

  void add(List<FactChange> changes) {
    changes.forEach(change -> open.merge(change.key(), FactNews.of(change), FactNews::then));
  }

  boolean isDue(Instant now) {
    return !open.isEmpty() && !now.isBefore(notBefore);
  }

  /** All of them, each fact once. */
  List<FactNews> news() {
    return List.copyOf(open.values());
  }

  /** All who hear of them have been told, with so many messages. */
  void told(int messages, Instant now) {
    open.clear();
    Duration pause = pausePerMessage.multipliedBy(messages);
    notBefore = now.plus(pause.compareTo(PAUSE_MAX) < 0 ? pause : PAUSE_MAX);
  }

  /** When they are to be told, if there are any. */
  Optional<Instant> wakeAt() {
    return open.isEmpty() ? Optional.empty() : Optional.of(notBefore);
  }
}
