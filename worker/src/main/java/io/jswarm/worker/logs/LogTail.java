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
  private final ByteArrayOutputStream reversed = new ByteArrayOutputStream();
  private long lineEnd = NOT_FOUND;
  private long lines;

  private LogTail(LogRequest request) {
    this.request = request;
  }

  /**
   * The position from which the request's last lines are read; the beginning when all are wanted.
   */
  static long start(FileChannel channel, LogRequest request) throws IOException {
    if (request.tail() < 0) {
      return 0;
    }
    if (request.tail() == 0) {
      return channel.size();
    }
    return new LogTail(request).scan(channel);
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
    return lines > request.tail();
  }
}
