package io.jswarm.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that passes only when it is told to: events happen in the order of their moments, and of
 * their making within one. One thread.
 */
public final class VirtualTime {
  /** When every simulation begins. */
  public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  /** So many events within one moment mean that somebody asks for "now" for ever. */
  private static final int EVENTS_PER_MOMENT_MAX = 200_000;

  private record Event(Instant at, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private Instant now = START;
  private long numbers;
  private int atThisMoment;

  public Instant now() {
    return now;
  }

  /** Has something happen at a moment; one that has passed is taken for now. */
  public void at(Instant moment, Runnable action) {
    events.add(new Event(moment.isBefore(now) ? now : moment, numbers++, action));
  }

  public void after(Duration delay, Runnable action) {
    at(now.plus(delay), action);
  }

  /**
   * Lets the next event happen, if there is one up to the given moment.
   *
   * @throws AssertionError when time stands still
   */
  public boolean step(Instant until) {
    Event next = events.peek();
    if (next == null || next.at.isAfter(until)) {
      return false;
    }
    events.remove();
    atThisMoment = next.at.equals(now) ? atThisMoment + 1 : 0;
    if (atThisMoment > EVENTS_PER_MOMENT_MAX) {
      throw new AssertionError("time stands still at " + now + ": something never has enough");
    }
    now = next.at;
    next.action.run();
    return true;
  }

  /** Lets everything of this span happen, calling back after each event. */
  public void pass(Duration span, Runnable afterEach) {
    Instant until = now.plus(span);
    while (step(until)) {
      afterEach.run();
    }
    now = until;
  }

  /** Lets everything of this span happen. */
  public void pass(Duration span) {
    pass(span, () -> {});
  }
}
