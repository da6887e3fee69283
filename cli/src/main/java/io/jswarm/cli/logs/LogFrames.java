package io.jswarm.cli.logs;

import io.jswarm.cli.command.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Two streams on one connection: frames of one byte for the stream (1 out, 2 err, 3 a fault of the
 * daemon), three of nothing, four for the length, then as many of text.
 */
public final class LogFrames {
  private static final int HEAD_BYTES = 8;
  private static final int MAX_FRAME_BYTES = 64 * 1024 * 1024;
  private static final int FAULT = 3;

  private LogFrames() {}

  /** What a line looks like when printed. */
  @FunctionalInterface
  public interface Format {
    String line(String line) throws IOException;
  }

  /** Prints each line as {@code format} says until the stream ends or nobody reads any more. */
  public static void read(InputStream in, Console console, Format format) throws IOException {
    while (!console.out().checkError()) {
      byte[] head = in.readNBytes(HEAD_BYTES);
      if (head.length < HEAD_BYTES) {
        return;
      }
      int length = ByteBuffer.wrap(head, 4, 4).getInt();
      if (length < 0 || length > MAX_FRAME_BYTES || head[0] < 0 || head[0] > FAULT) {
        throw new IOException("the daemon sent logs without frames; the task may have a terminal");
      }
      String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      if (head[0] == FAULT) {
        throw new IOException(text.strip());
      }
      print(head[0] == 2 ? console.err() : console.out(), text, format);
    }
  }

  private static void print(PrintStream out, String text, Format format) throws IOException {
    int from = 0;
    while (from < text.length()) {
      int feed = text.indexOf('\n', from);
      int end = feed < 0 ? text.length() : feed + 1;
      out.print(format.line(text.substring(from, end)));
      from = end;
    }
    out.flush();
  }

  /** Copies a stream that has no frames: that of a task with a terminal. */
  public static void copy(InputStream in, Console console) throws IOException {
    byte[] buffer = new byte[HEAD_BYTES * 1024];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      console.out().write(buffer, 0, read);
      if (console.out().checkError()) {
        return;
      }
    }
  }
}
