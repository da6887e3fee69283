package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogEvents;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hands events to the listener one by one, on a thread of its own. */
final class EventQueue {
  private static final long CLOSE_SECONDS = 10;

  private final LogEvents listener;
  private final ExecutorService thread;

  EventQueue(String name, LogEvents listener) {
    this.listener = listener;
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name + "-events").factory());
  }

  /** Queues an event; after {@link #close} it is dropped. */
  void tell(Consumer<LogEvents> event) {
    try {
      thread.execute(() -> event.accept(listener));
    } catch (RejectedExecutionException closed) {
      // nobody listens any more
    }
  }

  /** Waits for the events under way. */
  void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
