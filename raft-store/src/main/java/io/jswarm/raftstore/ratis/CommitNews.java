package io.jswarm.raftstore.ratis;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.server.leader.LogAppender;

/**
 * Lets followers know soon what the leader has committed. Ratis tells them with the next entry, or
 * else with the next heartbeat: who forwarded a write from a follower, or reads there, waited up to
 * 150 ms for that. Followers where somebody waits are told at once ({@link #hasten}), the others
 * when there was no entry for a while, since each message costs both sides as much as an entry.
 */
final class CommitNews implements AutoCloseable {
  /**
   * An entry that follows within this time brings the news for nothing. As long as a client that
   * writes one after the other may take for each; what is shown on followers (events, reads that
   * need not be fresh) is so much older at most.
   */
  private static final long WAIT_FOR_ENTRY_MILLIS = 15;

  private final List<LogAppender> appenders = new CopyOnWriteArrayList<>();
  private final Semaphore settled = new Semaphore(0);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong told = new AtomicLong(-1);
  private final Thread thread;

  CommitNews(String self) {
    this.thread = Thread.ofVirtual().name(self + "-commit-news").start(this::run);
  }

  /** What sends entries to one follower, from when it was made until it has stopped. */
  void over(LogAppender appender) {
    appenders.removeIf(known -> !known.isRunning());
    appenders.add(appender);
  }

  /** This leader has an entry under way. */
  void proposed() {
    underWay.incrementAndGet();
  }

  /** The fate of an entry that was under way is known; most often it is committed. Never waits. */
  void settled() {
    underWay.decrementAndGet();
    if (settled.availablePermits() == 0) {
      settled.release();
    }
  }

  /** Somebody waits at a follower for what is committed here. Never waits. */
  void hasten() {
    long committed =
        appenders.stream()
            .filter(LogAppender::isRunning)
            .mapToLong(appender -> appender.getRaftLog().getLastCommittedIndex())
            .findFirst()
            .orElse(-1);
    if (committed > told.getAndSet(committed)) {
      tell();
    }
  }

  private void tell() {
    appenders.stream().filter(LogAppender::isRunning).forEach(LogAppender::triggerHeartbeat);
  }

  private void run() {
    try {
      while (true) {
        settled.acquire();
        TimeUnit.MILLISECONDS.sleep(WAIT_FOR_ENTRY_MILLIS);
        settled.drainPermits();
        if (underWay.get() == 0) {
          hasten();
        }
      }
    } catch (InterruptedException _) {
      appenders.clear();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
