package io.jswarm.lab.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** Virtual time: things happen in the order of their moments, and of their making within one. */
final class StormTime {
  private record Event(Instant at, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private final RandomGenerator random;
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private long numbers;

  StormTime(RandomGenerator random) {
    this.random = random;
  }

  Instant now() {
    return now;
  }

  void at(Instant moment, Runnable action) {
    events.add(new Event(moment.isBefore(now) ? now : moment, numbers++, action));
  }

  /** Some time between one millisecond and the given number of them. */
  void soon(int millisMax, Runnable action) {
    at(now.plusMillis(1 + random.nextInt(millisMax)), action);
  }

  /** Lets everything of this span happen, calling back after each event. */
  void run(Duration span, Runnable afterEach) {
    Instant until = now.plus(span);
    while (!events.isEmpty() && !events.element().at.isAfter(until)) {
      Event next = events.remove();
      now = next.at;
      next.action.run();
      afterEach.run();
    }
    now = until;
  }
}
