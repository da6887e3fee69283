package io.jswarm.daemon.node;

import io.jswarm.raftstore.ratis.LogDamaged;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a manager again whose log has failed because of the disk, or takes no more entries from
 * the leader: nobody has to come and restart the daemon. What no new start mends, such as a damaged
 * log, is left to people.
 */
final class Revival {
  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);

  /** Between two tries: a disk that is being cleared up needs a moment. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  /** Free space that a start needs, with some to go on: else it would fail at the first write. */
  private static final long NEEDED_BYTES = 48L << 20;

  private final Path dataRoot;
  private final Duration pause;
  private final Attempt attempt;
  private final AtomicInteger asked = new AtomicInteger(); // 0 while nothing is under way

  /** One try to start the manager. */
  interface Attempt {
    /** Whether there is nothing left to try. */
    boolean isDone() throws InterruptedException;
  }

  Revival(Path dataRoot, Duration pause, Attempt attempt) {
    this.dataRoot = dataRoot;
    this.pause = pause;
    this.attempt = attempt;
  }

  /** Whether a new start may mend it. */
  static boolean mayPass(Throwable cause) {
    return causes(cause).noneMatch(LogDamaged.class::isInstance)
        && causes(cause).anyMatch(IOException.class::isInstance);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /**
   * Tries again and again from now on, until it is done; returns at once. What fails while a try is
   * under way is tried after it.
   */
  void begin() {
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name("manager-revival").start(this::run);
    }
  }

  private void run() {
    int heard;
    do {
      heard = asked.get();
      tryUntilDone();
    } while (!asked.compareAndSet(heard, 0));
  }

  private void tryUntilDone() {
    try {
      FileStore store = Files.getFileStore(dataRoot);
      do {
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      } while (store.getUsableSpace() < NEEDED_BYTES || !isDone());
    } catch (IOException e) {
      LOG.error("the disk of {} cannot be looked at: restart the daemon", dataRoot, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fault in a try is no reason to give up: what is on the disk may be different next time. */
  private boolean isDone() throws InterruptedException {
    try {
      return attempt.isDone();
    } catch (RuntimeException fault) {
      LOG.error("this manager could not be started again; it is tried again", fault);
      return false;
    }
  }
}
