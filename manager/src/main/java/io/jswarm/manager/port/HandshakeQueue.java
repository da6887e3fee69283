package io.jswarm.manager.port;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Handshakes that wait to be computed, the newest first. Who calls waits for seconds and then calls
 * again; in the order of their arrival, all that is computed when more call than can be served is
 * for callers who have given up, and nobody gets in at all. The newest caller is still there, and a
 * handshake that has been begun comes back as the newest for its second half.
 *
 * <p>What has waited for {@link #PATIENCE} is let go: its connection is closed by then.
 */
final class HandshakeQueue {
  /** A server closes what has not shaken hands for that long. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Executor threads;
  private final int atOnce;
  private final LongSupplier nanoClock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int running;

  private record Waiting(Runnable handshake, long sinceNanos) {}

  /**
   * @param threads on which handshakes are computed
   * @param atOnce how many at the same time
   */
  HandshakeQueue(Executor threads, int atOnce, LongSupplier nanoClock) {
    this.threads = threads;
    this.atOnce = atOnce;
    this.nanoClock = nanoClock;
  }

  void add(Runnable handshake) {
    synchronized (this) {
      waiting.addLast(new Waiting(handshake, nanoClock.getAsLong()));
      if (running == atOnce) {
        return;
      }
      running++;
    }
    threads.execute(this::computeNewest);
  }

  synchronized boolean isAnyoneWaiting() {
    letGo();
    return !waiting.isEmpty();
  }

  private void computeNewest() {
    Runnable handshake = newest();
    if (handshake != null) {
      try {
        handshake.run();
      } finally {
        threads.execute(this::computeNewest);
      }
    }
  }

  private synchronized @Nullable Runnable newest() {
    letGo();
    Waiting newest = waiting.pollLast();
    if (newest == null) {
      running--;
      return null;
    }
    return newest.handshake;
  }

  private void letGo() {
    long now = nanoClock.getAsLong();
    while (!waiting.isEmpty() && now - waiting.getFirst().sinceNanos > PATIENCE.toNanos()) {
      waiting.removeFirst();
    }
  }
}
