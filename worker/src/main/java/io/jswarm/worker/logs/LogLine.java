package io.jswarm.worker.logs;

import io.jswarm.api.model.Bytes;
import io.jswarm.worker.engine.LogEntry;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lines of the log file: {@code <time> <stdout|stderr> <F|P> <text>}, P when the text's line goes
 * on. Pure.
 */
final class LogLine {
  private LogLine() {}

  /** Reads one line without its end; empty when it is not whole, as after a crash. */
  static Optional<LogEntry> parse(byte[] line) {
    int time = indexOf(line, 0);
    int stream = indexOf(line, time + 1);
    int tag = indexOf(line, stream + 1);
    if (time < 0 || stream < 0 || tag < 0) {
      return Optional.empty();
    }
    boolean partial = line[stream + 1] == 'P';
    byte[] text = Arrays.copyOfRange(line, tag + 1, line.length + (partial ? 0 : 1));
    if (!partial) {
      text[text.length - 1] = '\n';
    }
    try {
      return Optional.of(
          new LogEntry(
              line[time + 4] == 'o' ? LogEntry.Stream.STDOUT : LogEntry.Stream.STDERR,
              OffsetDateTime.parse(ascii(line, 0, time)).toInstant(),
              Bytes.of(text),
              partial));
    } catch (DateTimeException torn) {
      return Optional.empty();
    }
  }

  private static int indexOf(byte[] line, int from) {
    for (int i = from; i >= 0 && i < line.length; i++) {
      if (line[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static String ascii(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.US_ASCII);
  }
}
