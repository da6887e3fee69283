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
 * One container's log: a file that grows, and those before it, which end in {@code .1}, {@code .2}
 * and so on, the latest first. It may be started anew at any time, with or without the one before
 * being kept: a reader that follows goes on with the next.
 */
public final class ContainerLog {
  /** So many files of one log are kept at most. */
  public static final int FILES_MAX = 100;

  /** What a person watching a log does not notice. */
  private static final Duration FOLLOW_PAUSE = Duration.ofMillis(100);

  private static final int BUFFER_BYTES = 1 << 16;

  /** Conmon cuts lines at 8 KiB or so; a longer one is none of its. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final Path file;
  private final BooleanSupplier ended;

  /** Where reading begins: in the file with this number. */
  private record Place(int number, long position) {}

  /**
   * @param file the one that is written now
   * @param ended whether the container will write no more
   */
  public ContainerLog(Path file, BooleanSupplier ended) {
    this.file = file;
    this.ended = ended;
  }

  /** The file that was written so many files ago. */
  public static Path older(Path file, int number) {
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }

  /** Hands what is asked for to the sink, as {@link io.jswarm.worker.engine.Engine#logs} says. */
  public void read(LogRequest request, LogSink sink) throws IOException, InterruptedException {
    Object newest = key(0);
    Place place = begin(request);
    Object read = null;
    boolean more = true;
    while (more) {
      boolean over = !request.follow() || ended.getAsBoolean();
      Object key = key(place.number());
      try (FileChannel channel = FileChannel.open(older(file, place.number()))) {
        if (key != null && key.equals(key(place.number()))) {
          read = key;
          channel.position(place.position());
          boolean last = !request.follow() && Objects.equals(read, newest);
          more = readFile(channel, read, request, sink) && !last;
        }
      } catch (NoSuchFileException notYet) {
        more = !over;
        pause(more);
      }
      place = read == null ? place : new Place(after(read), 0);
    }
  }

  private Place begin(LogRequest request) throws IOException {
    long wanted = request.tail();
    Place place = new Place(0, 0);
    for (int number = 0; number < FILES_MAX; number++) {
      try (FileChannel channel = FileChannel.open(older(file, number))) {
        LogTail.Start start = LogTail.start(channel, request, wanted);
        place = new Place(number, start.position());
        wanted -= wanted < 0 ? 0 : start.lines();
        if (wanted == 0) {
          return place;
        }
      } catch (NoSuchFileException none) {
        if (number > 0) {
          return place;
        }
      }
    }
    return place;
  }

  /** The number of the file after the one that has been read; the oldest when that one is gone. */
  private int after(@Nullable Object read) throws IOException {
    int oldest = 0;
    for (int number = 0; number < FILES_MAX; number++) {
      Object key = key(number);
      if (key != null && key.equals(read)) {
        return Math.max(0, number - 1);
      }
      oldest = key == null ? oldest : number;
    }
    return oldest;
  }

  /** Reads on until nothing more comes from this file; returns whether there may be another. */
  private boolean readFile(
      FileChannel channel, @Nullable Object opened, LogRequest request, LogSink sink)
      throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      // Asked before reading: what was written before the end is then surely read.
      boolean over = !request.follow() || ended.getAsBoolean();
      Object present = key(0);
      boolean replaced = present != null && !present.equals(opened);
      int count = channel.read(buffer.clear());
      if (count > 0) {
        if (!split(buffer.flip(), line, request, sink)) {
          return false;
        }
      } else if (replaced) {
        return true;
      } else if (over) {
        return false;
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

  private @Nullable Object key(int number) throws IOException {
    try {
      return Files.readAttributes(older(file, number), BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException gone) {
      return null;
    }
  }
}
