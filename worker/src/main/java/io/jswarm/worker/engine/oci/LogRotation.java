package io.jswarm.worker.engine.oci;

import io.jswarm.worker.logs.ContainerLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the next file of logs of which several are kept. Conmon by itself keeps one, and starts it
 * anew once it has written so much in all, also when a file was begun meanwhile: it is not told to,
 * and a log grows past its size while this daemon is away.
 */
final class LogRotation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogRotation.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Tells conmon to open its log file again. */
  private static final String REOPEN = "2 0 0\n";

  private final Collection<OciContainer> containers;
  private final Thread thread = Thread.ofVirtual().name("log-rotation").unstarted(this::run);

  private LogRotation(Collection<OciContainer> containers) {
    this.containers = containers;
  }

  /** Looks after these from now on; the collection may change. */
  static LogRotation start(Collection<OciContainer> containers) {
    LogRotation rotation = new LogRotation(containers);
    rotation.thread.start();
    return rotation;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (OciContainer each : containers) {
          each.rotateLog();
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      }
    } catch (InterruptedException _) {
      LOG.debug("logs are not rotated any more");
    }
  }

  /** Begins the next file if this one is full. */
  static void rotate(ContainerFiles files, LogOptions options) {
    try {
      if (options.maxFiles() > 1 && Files.size(files.log()) >= options.maxBytes()) {
        for (int number = options.maxFiles() - 1; number > 0; number--) {
          move(
              ContainerLog.older(files.log(), number - 1), ContainerLog.older(files.log(), number));
        }
        reopen(files.conmonControl());
      }
    } catch (NoSuchFileException none) {
      LOG.debug("no log yet: {}", none.getMessage());
    } catch (IOException e) {
      LOG.warn("the log {} cannot be rotated: {}", files.log(), e.toString());
    }
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Opened for both directions, for else a conmon that is gone would be waited for. */
  private static void reopen(Path control) throws IOException {
    try (FileChannel channel =
        FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer words = ByteBuffer.wrap(REOPEN.getBytes(StandardCharsets.US_ASCII));
      while (words.hasRemaining()) {
        channel.write(words);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
