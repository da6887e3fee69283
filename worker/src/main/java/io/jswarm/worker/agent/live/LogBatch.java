package io.jswarm.worker.agent.live;

import io.jswarm.api.rpc.LogMessage.Line;
import io.jswarm.worker.engine.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Entries on their way from one reader to one sender: what is there goes together, up to a
 * message's size, and a reader that is too fast waits.
 */
final class LogBatch {
  /** Entries between reader and sender. */
  static final int ENTRIES_MAX = 1_024;

  /** Bytes of lines in one message. */
  static final int BYTES_MAX = 64 << 10;

  private static final long PATIENCE_MILLIS = 200;

  private final BlockingQueue<Optional<LogEntry>> entries = new ArrayBlockingQueue<>(ENTRIES_MAX);
  private Optional<LogEntry> ahead = Optional.empty();
  private boolean over;

  /** Waits a while for room; false when there was none. */
  boolean offer(LogEntry entry) throws InterruptedException {
    return entries.offer(Optional.of(entry), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** No more will come. False when there was no room to say so; say it again then. */
  boolean finish() throws InterruptedException {
    return entries.offer(Optional.empty(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Waits for at least one line; an empty list means that there is no more. For one sender only.
   */
  List<Line> next() throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    int bytes = 0;
    if (ahead.isEmpty() && !over) {
      take(entries.take());
    }
    while (ahead.isPresent() && fits(bytes, ahead.get())) {
      bytes += ahead.get().data().size();
      lines.add(line(ahead.get()));
      ahead = Optional.empty();
      Optional<LogEntry> more = over ? null : entries.poll();
      if (more != null) {
        take(more);
      }
    }
    return lines;
  }

  private void take(Optional<LogEntry> entry) {
    ahead = entry;
    over = entry.isEmpty();
  }

  private static boolean fits(int bytes, LogEntry entry) {
    return bytes == 0 || bytes + entry.data().size() <= BYTES_MAX;
  }

  private static Line line(LogEntry entry) {
    return new Line(entry.at(), entry.stream() == LogEntry.Stream.STDERR, entry.data());
  }
}
