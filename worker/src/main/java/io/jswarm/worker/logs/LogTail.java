package io.jswarm.worker.logs;

import io.jswarm.worker.engine.LogRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where the last lines of a log begin, by reading it backwards. */
final class LogTail {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final long NOT_FOUND = -1;

  private final LogRequest request;
  private final long wanted;
  private final ByteArrayOutputStream reversed = new ByteArrayOutputStream();
  private long lineEnd = NOT_FOUND;
  private long lines;

  private LogTail(LogRequest request, long wanted) {
    this.request = request;
    this.wanted = wanted;
  }

  /**
   * Where the last lines begin.
   *
   * @param lines how many there are from there on
   */
  record Start(long position, long lines) {}

  /** The beginning of that many last lines; of the file when there are fewer, or below 0 all. */
  static Start start(FileChannel channel, LogRequest request, long wanted) throws IOException {
    if (wanted < 0) {
      return new Start(0, 0);
    }
    if (wanted == 0) {
      return new Start(channel.size(), 0);
    }
    LogTail tail = new LogTail(request, wanted);
    long position = tail.scan(channel);
    return new Start(position, Math.min(tail.lines, wanted));
  }

  private long scan(FileChannel channel) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    for (long from = channel.size(); from > 0; ) {
      int length = (int) Math.min(BLOCK_BYTES, from);
      from -= length;
      read(channel, block.clear().limit(length), from);
      for (int i = length - 1; i >= 0; i--) {
        if (block.get(i) != '\n') {
          reversed.write(block.get(i));
        } else if (isOneTooMany()) {
          return lineEnd + 1;
        } else {
          lineEnd = from + i;
        }
      }
    }
    return isOneTooMany() ? lineEnd + 1 : 0;
  }

  private static void read(FileChannel channel, ByteBuffer block, long from) throws IOException {
    while (block.hasRemaining()) {
      if (channel.read(block, from + block.position()) < 0) {
        throw new IOException("the log became shorter while it was read");
      }
    }
  }

  /**
   * Counts the line just passed; a line written in pieces counts once, at its last, so that its
   * earlier pieces come with it. What follows the last line end is not whole yet and counts for
   * nothing.
   */
  private boolean isOneTooMany() {
    byte[] line = reversed.toByteArray();
    reversed.reset();
    if (lineEnd == NOT_FOUND) {
      return false;
    }
    for (int i = 0, j = line.length - 1; i < j; i++, j--) {
      byte swapped = line[i];
      line[i] = line[j];
      line[j] = swapped;
    }
    boolean counts =
        LogLine.parse(line)
            .filter(entry -> !entry.partial() && ContainerLog.wanted(entry, request))
            .isPresent();
    lines += counts ? 1 : 0;
    return lines > wanted;
  }
}
