package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long news are gathered between two times at which they are told. What concerns thousands
 * of nodes is not told them with each round, but after several times as long as telling it took: so
 * it never takes more than a part of the dispatcher's time, and each node hears of more at once.
 */
final class Pause {
  /** A message costs the dispatcher some 20 microseconds; a quarter of its time goes to them. */
  static final Duration PER_MESSAGE = Duration.ofNanos(80_000);

  /** Nobody waits for longer, however many there are to be told. */
  static final Duration MAX = Duration.ofMillis(500);

  /** A shorter one saves nothing: nodes of a small cluster hear of everything at once. */
  static final Duration MIN = Duration.ofMillis(5);

  private final Duration perMessage;
  private Instant end = Instant.MIN;

  Pause(Duration perMessage) {
    this.perMessage = perMessage;
  }

  /** So many messages have been sent. */
  void begin(int messages, Instant now) {
    Duration pause = perMessage.multipliedBy(messages);
    if (pause.compareTo(MIN) >= 0) {
      end = now.plus(pause.compareTo(MAX) < 0 ? pause : MAX);
    }
  }

  boolean isOver(Instant now) {
    return !now.isBefore(end);
  }

  /** When the next news may be told. */
  Instant end() {
    return end;
  }

  void clear() {
    end = Instant.MIN;
  }
}
