package io.jswarm.worker.agent.live;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how much room the disk of this node's tasks has. Without room nothing new is begun, so
 * that what runs can go on, and the cluster is told why.
 */
final class NodeDisk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeDisk.class);
  private static final long LOOK_SECONDS = 1;

  /** Less than this is kept for what runs already, and for a manager's log beside it. */
  static final long LOW_BYTES = 64L << 20;

  /** As much must be free again before tasks are begun. */
  static final long ENOUGH_BYTES = 80L << 20;

  private final Path directory;
  private final Consumer<String> onTrouble;
  private final Thread thread = Thread.ofVirtual().name("node-disk").unstarted(this::run);
  private volatile String trouble = "";
  private volatile boolean unwritable;

  /**
   * @param onTrouble told each time the sentence changes; empty when all is well
   */
  NodeDisk(Path directory, Consumer<String> onTrouble) {
    this.directory = directory;
    this.onTrouble = onTrouble;
  }

  void start() {
    thread.start();
  }

  /** Why no task can be begun here, for people; empty when tasks can. */
  String trouble() {
    return trouble;
  }

  /** Whether the last write of the node's own state has failed. */
  void writeFailed(boolean failed) {
    unwritable = failed;
  }

  private void run() {
    boolean low = false;
    try {
      Files.createDirectories(directory);
      FileStore store = Files.getFileStore(directory);
      while (!Thread.currentThread().isInterrupted()) {
        long free = store.getUsableSpace();
        low = free < (low ? ENOUGH_BYTES : LOW_BYTES);
        tell(sentence(low), free);
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
      }
    } catch (IOException e) {
      LOG.error("the disk of {} cannot be watched", directory, e);
    } catch (InterruptedException _) {
      LOG.debug("the watch of {} ends", directory);
    }
  }

  private String sentence(boolean low) {
    if (low) {
      return "the node's disk is full: no task is begun here until %d MiB are free"
          .formatted(ENOUGH_BYTES >> 20);
    }
    return unwritable
        ? "the node's disk cannot be written: no task is begun here until it can"
        : "";
  }

  private void tell(String sentence, long free) {
    if (!sentence.equals(trouble)) {
      trouble = sentence;
      if (sentence.isEmpty()) {
        LOG.info("the node's disk is well again, {} MiB are free", free >> 20);
      } else {
        LOG.warn("{} ({} bytes are free in {})", sentence, free, directory);
      }
      onTrouble.accept(sentence);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
