package io.jswarm.daemon;

import io.jswarm.worker.kernel.FilePages;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what the daemon has mapped of the JVM's own files and does not use: classes are read
 * from the AOT cache and the JDK when they are loaded, most of them while it starts, and the pages
 * would count as the daemon's for ever.
 */
final class PageReturn implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageReturn.class);

  /**
   * What is in use has come back by the next time: some hundred page faults, half a millisecond. As
   * often as the JVM gives freed memory back.
   */
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** The JDK's classes, and the JVM itself. */
  private static final Set<String> FILES = Set.of("modules", "libjvm.so");

  private static final String CACHE = ".aot";

  private final Thread thread = Thread.ofVirtual().name("page-return").unstarted(this::run);

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
        long bytes = FilePages.giveBack(PageReturn::isOfTheJvm);
        LOG.debug("{} KiB of mapped files were given back", bytes >> 10);
      }
    } catch (IOException e) {
      LOG.info("pages of the JVM's files are kept: {}", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOfTheJvm(Path file) {
    String name = String.valueOf(file.getFileName());
    return FILES.contains(name) || name.endsWith(CACHE);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
