package io.jswarm.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads status line and header lines of an HTTP/1.1 message. */
final class HeadReader {
  private static final int MAX_LINE_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 200;

  private HeadReader() {}

  /** A line without its end; Latin-1. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the daemon closed the connection without an answer");
      }
      if (line.length() == MAX_LINE_BYTES) {
        throw new IOException("the daemon sent a header line longer than " + MAX_LINE_BYTES);
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  /** The status of {@code HTTP/1.1 200 OK}. */
  static int status(String line) throws IOException {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || parts[1].length() != 3) {
      throw new IOException("this is not an HTTP daemon: it answered '" + line + "'");
    }
    try {
      return Integer.parseInt(parts[1]);
    } catch (NumberFormatException e) {
      throw new IOException("the daemon answered with a bad status line: " + line, e);
    }
  }

  /** Header fields, names in lower case; a repeated name keeps its last value. */
  static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim());
      }
      if (headers.size() > MAX_HEADERS) {
        throw new IOException("the daemon sent more than " + MAX_HEADERS + " headers");
      }
    }
    return headers;
  }
}
