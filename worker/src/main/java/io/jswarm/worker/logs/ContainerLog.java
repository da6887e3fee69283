package io.jswarm.worker.logs;

import io.jswarm.worker.engine.LogEntry;
import io.jswarm.worker.engine.LogRequest;
import io.jswarm.worker.engine.LogSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One container's log file. It may be started anew at any time (conmon does so at its size limit):
 * a reader that follows goes on with the new file.
 */
public final class ContainerLog {
  /** What a person watching a log does not notice. */
  private static final Duration FOLLOW_PAUSE = Duration.ofMillis(100);

  private static final int BUFFER_BYTES = 1 << 16;

  /** Conmon cuts lines at 8 KiB or so; a longer one is none of its. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final Path file;
  private final BooleanSupplier ended;

  /**
   * @param ended whether the container will write no more
   */
  public ContainerLog(Path file, BooleanSupplier ended) {
    this.file = file;
    this.ended = ended;
  }

  /** Hands what is asked for to the sink, as {@link io.jswarm.worker.engine.Engine#logs} says. */
  public void read(LogRequest request, LogSink sink) throws IOException, InterruptedException {
    boolean first = true;
    boolean more = true;
    while (more) {
      boolean over = !request.follow() || ended.getAsBoolean();
      try (FileChannel channel = FileChannel.open(file)) {
        if (first) {
          channel.position(LogTail.start(channel, request));
        }
        more = readFile(channel, request, sink);
      } catch (NoSuchFileException notYet) {
        more = !over;
        pause(more);
      }
      first = false;
    }
  }

  /** Reads on until nothing more comes from this file; returns whether there may be another. */
  private boolean readFile(FileChannel channel, LogRequest request, LogSink sink)
      throws IOException, InterruptedException {
    Object opened = key();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      // Asked before reading: what was written before the end is then surely read.
      boolean over = !request.follow() || ended.getAsBoolean();
      boolean replaced = !Objects.equals(opened, key());
      int count = channel.read(buffer.clear());
      if (count > 0) {
        if (!split(buffer.flip(), line, request, sink)) {
          return false;
        }
      } else if (over) {
        return false;
      } else if (replaced) {
        return true;
      } else {
        pause(true);
      }
    }
  }

  private static void pause(boolean more) throws InterruptedException {
    if (more) {
      Thread.sleep(FOLLOW_PAUSE);
    }
  }

  private boolean split(
      ByteBuffer buffer, ByteArrayOutputStream line, LogRequest request, LogSink sink)
      throws InterruptedException {
    while (buffer.hasRemaining()) {
      byte next = buffer.get();
      if (next != '\n') {
        if (line.size() < MAX_LINE_BYTES) {
          line.write(next);
        }
        continue;
      }
      Optional<LogEntry> entry = LogLine.parse(line.toByteArray());
      line.reset();
      if (entry.isEmpty() || !wanted(entry.get(), request)) {
        continue;
      }
      Instant until = request.until();
      if ((until != null && entry.get().at().isAfter(until)) || !sink.accept(entry.get())) {
        return false;
      }
    }
    return true;
  }

  static boolean wanted(LogEntry entry, LogRequest request) {
    boolean stream =
        switch (entry.stream()) {
          case STDOUT -> request.stdout();
          case STDERR -> request.stderr();
        };
    return stream && (request.since() == null || !entry.at().isBefore(request.since()));
  }

  private @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException gone) {
      return null;
    }
  }
}
