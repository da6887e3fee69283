package io.jswarm.manager.dispatch;

import io.jswarm.manager.dispatch.facts.FactChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of facts that have not been told yet; see {@link Pause}. */
final class FactBacklog {
  private final Map<String, FactNews> open = new LinkedHashMap<>();
  private final Pause pause;

  FactBacklog(Duration pausePerMessage) {
    this.pause = new Pause(pausePerMessage);
  }

  void clear() {
    open.clear();
    pause.clear();
  }

  void add(List<FactChange> changes) {
    changes.forEach(change -> open.merge(change.key(), FactNews.of(change), FactNews::then));
  }

  boolean isDue(Instant now) {
    return !open.isEmpty() && pause.isOver(now);
  }

  /** Whether something is open that is about one of these topics. */
  boolean concerns(List<String> topics) {
    return open.values().stream().anyMatch(news -> !Collections.disjoint(news.topics(), topics));
  }

  /** All of them, each fact once. */
  List<FactNews> news() {
    return List.copyOf(open.values());
  }

  /** All who hear of them have been told, with so many messages. */
  void told(int messages, Instant now) {
    open.clear();
    pause.begin(messages, now);
  }

  /** When they are to be told, if there are any. */
  Optional<Instant> wakeAt() {
    return open.isEmpty() ? Optional.empty() : Optional.of(pause.end());
  }
}
