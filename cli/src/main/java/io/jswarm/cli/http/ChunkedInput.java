package io.jswarm.cli.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Undoes chunked transfer encoding (RFC 9112 section 7.1); trailers are read and dropped. */
final class ChunkedInput extends InputStream {
  private final InputStream in;
  private long left;
  private boolean started;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(left, length));
    if (read < 0) {
      throw new EOFException("the daemon closed the connection in the middle of an answer");
    }
    left -= read;
    return read;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (started) {
      HeadReader.line(in);
    }
    started = true;
    String size = HeadReader.line(in);
    int extension = size.indexOf(';');
    String digits = (extension < 0 ? size : size.substring(0, extension)).trim();
    try {
      left = Long.parseLong(digits, 16);
    } catch (NumberFormatException e) {
      throw new IOException("the daemon sent a bad chunk size: " + digits, e);
    }
    if (left == 0) {
      ended = true;
      HeadReader.headers(in);
    }
    return !ended;
  }

  boolean isAtEnd() {
    return ended;
  }
}
