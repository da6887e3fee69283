package io.jswarm.manager.logs;

import io.jswarm.api.rpc.LogMessage;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One client that follows some tasks: what came for it and was not taken yet, and what is open. */
final class LogFollow {
  /** Messages that wait for the client, each at most 64 KiB. */
  static final int MESSAGES_MAX = 128;

  /**
   * How long a client may leave everything waiting. Other clients of the same node wait with it, so
   * it is cut off then.
   */
  static final long PATIENCE_SECONDS = 30;

  final long id;
  private final Set<String> open; // guarded by this
  private final LinkedBlockingQueue<LogMessage> queue = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Object> room = new LinkedBlockingQueue<>();
  private final AtomicBoolean cut = new AtomicBoolean();

  LogFollow(long id, Collection<String> taskIds) {
    this.id = id;
    this.open = new TreeSet<>(taskIds);
    for (int i = 0; i < MESSAGES_MAX; i++) {
      room.add(this);
    }
  }

  /** From a node's stream. Waits for room; false when the client was cut off for its slowness. */
  boolean offer(LogMessage.Chunk chunk) throws InterruptedException {
    if (cut.get()) {
      return false;
    }
    if (room.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
      cut.set(true);
      List<String> rest = stillOpen();
      end(rest, "the logs were not read for " + PATIENCE_SECONDS + " s");
      return false;
    }
    queue.add(chunk);
    return true;
  }

  /** These tasks are done, with an error or without. */
  synchronized void end(Collection<String> taskIds, String error) {
    List<String> ended = taskIds.stream().filter(open::remove).toList();
    if (!ended.isEmpty()) {
      queue.add(new LogMessage.End(id, ended, error.isEmpty() ? null : error));
    }
  }

  /** The next message; waits for it. */
  LogMessage take() throws InterruptedException {
    LogMessage next = queue.take();
    if (next instanceof LogMessage.Chunk) {
      room.add(this);
    }
    return next;
  }

  /** Whether a message waits or is still to come. */
  synchronized boolean hasMore() {
    return !open.isEmpty() || !queue.isEmpty();
  }

  synchronized List<String> stillOpen() {
    return List.copyOf(open);
  }
}
