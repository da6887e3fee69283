package io.jswarm.worker.agent.live;

import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.agent.AgentState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the agent's state to disk, one version after the other. A disk that does not take it stops
 * new starts, not what runs; it is tried again.
 */
final class StateWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** The last write has so long to end. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

  private final AgentFile file;
  private final NodeDisk disk;
  private final Consumer<AgentInput> inbox;
  private final ExecutorService thread;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param disk told whether the last write failed
   * @param inbox told of each version that is safe
   */
  StateWriter(AgentFile file, NodeDisk disk, ThreadFactory threads, Consumer<AgentInput> inbox) {
    this.file = file;
    this.disk = disk;
    this.inbox = inbox;
    this.thread = Executors.newSingleThreadExecutor(threads);
  }

  /** Returns at once. */
  void write(long version, AgentState state) {
    thread.execute(() -> persist(version, state));
  }

  private void persist(long version, AgentState state) {
    while (closing.getCount() > 0) {
      try {
        file.save(state);
        disk.writeFailed(false);
        inbox.accept(new AgentInput.Persisted(version));
        return;
      } catch (IOException e) {
        disk.writeFailed(true);
        LOG.error("the worker's state cannot be written, no task is started until it can", e);
        if (closesMeanwhile()) {
          return;
        }
      }
    }
  }

  private boolean closesMeanwhile() {
    try {
      return closing.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Begins no other write, and waits for the one under way. */
  @Override
  public void close() {
    closing.countDown();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the last write of the agent's state has not ended");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
