package io.jswarm.daemon.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes log lines as Docker sends them: each in a frame with an eight-byte header that names its
 * stream, or bare for the output of a terminal.
 */
final class LogFrames {
  private static final byte STDOUT = 1;
  private static final byte STDERR = 2;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final OutputStream out;
  private final boolean framed;
  private final boolean timestamps;

  LogFrames(OutputStream out, boolean framed, boolean timestamps) {
    this.out = out;
    this.framed = framed;
    this.timestamps = timestamps;
  }

  /** What goes in front of a line, as Docker writes it: escaped as in URLs, by name. */
  static String details(Map<String, String> details) {
    return new TreeMap<>(details)
        .entrySet().stream()
            .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
            .collect(Collectors.joining(",", "", " "));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /** One line; {@code details} go in front of it when there are any. */
  void line(boolean stderr, Instant at, String details, byte[] data) throws IOException {
    String front = (timestamps ? TIME.format(at) + " " : "") + details;
    byte[] prefix = front.getBytes(StandardCharsets.UTF_8);
    if (framed) {
      ByteBuffer header = ByteBuffer.allocate(8);
      header.put(0, stderr ? STDERR : STDOUT).putInt(4, prefix.length + data.length);
      out.write(header.array());
    }
    out.write(prefix);
    out.write(data);
  }

  /** A remark of ours among the lines, on the error stream. */
  void remark(String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    if (framed) {
      out.write(ByteBuffer.allocate(8).put(0, STDERR).putInt(4, bytes.length).array());
    }
    out.write(bytes);
    out.flush();
  }

  void flush() throws IOException {
    out.flush();
  }
}
