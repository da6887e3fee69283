package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The proposals that have no answer yet; each gets exactly one. Thread-safe. */
final class Proposals {
  private record Open(Consumer<Outcome> told, long sinceNanos) {}

  private final Map<Long, Open> open = new ConcurrentHashMap<>();
  private final CommitNews news;

  Proposals(CommitNews news) {
    this.news = news;
  }

  void add(long call, Consumer<Outcome> told) {
    open.put(call, new Open(told, System.nanoTime()));
    news.proposed();
  }

  /** Answers; does nothing when that has been done already. */
  void answer(long call, Outcome outcome) {
    Open waiting = open.remove(call);
    if (waiting != null) {
      news.settled();
      waiting.told.accept(outcome);
    }
  }

  void answerAll(Outcome outcome) {
    open.keySet().forEach(call -> answer(call, outcome));
  }

  /** How long the oldest has waited; null when there is none. */
  @Nullable Duration oldest() {
    long now = System.nanoTime();
    long longest = -1;
    for (Open each : open.values()) {
      longest = Math.max(longest, now - each.sinceNanos);
    }
    return longest < 0 ? null : Duration.ofNanos(longest);
  }
}
