package io.jswarm.lab.bench.group;

import io.jswarm.lab.bench.cluster.Watch;
import io.jswarm.lab.wire.Call;
import io.jswarm.lab.wire.Engine;
import io.jswarm.lab.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * A user who repeats one request while a cluster is in trouble, until it is granted, and remembers
 * what he was told meanwhile.
 */
final class Ask {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int MAX_SAYINGS = 10;
  private static final int MAX_SAYING_LENGTH = 160;

  private final SequencedMap<String, Object> sayings = new LinkedHashMap<>();
  private volatile OptionalDouble granted = OptionalDouble.empty();
  private final Thread thread;

  /** Begins to ask on a thread of its own. */
  Ask(Watch watch, Engine engine, Call call, Predicate<Reply> isGranted) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                granted = watch.until(LIMIT, PAUSE, () -> isGranted.test(once(engine, call)));
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private Reply once(Engine engine, Call call) throws IOException {
    try {
      Reply reply = engine.ask(call, PATIENCE);
      if (!reply.succeeded()) {
        remember(reply.toString());
      }
      return reply;
    } catch (IOException e) {
      remember(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void remember(String saying) {
    String cut = saying.substring(0, Math.min(saying.length(), MAX_SAYING_LENGTH));
    if (sayings.containsKey(cut) || sayings.size() < MAX_SAYINGS) {
      sayings.merge(cut, 1, (one, other) -> (Integer) one + (Integer) other);
    }
  }

  /** Seconds on the watch when it was granted; empty when it never was. */
  OptionalDouble await() throws InterruptedException {
    thread.join();
    return granted;
  }

  /** After {@link #await}: what it was told instead, and how often. */
  SequencedMap<String, Object> sayings() {
    return sayings;
  }
}
