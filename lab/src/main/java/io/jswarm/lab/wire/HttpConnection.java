package io.jswarm.lab.wire;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * One connection to a daemon, kept between requests; for one thread at a time. Closing it from
 * another thread ends a call that waits.
 */
public final class HttpConnection implements Closeable {
  private static final String VERSION = "/v1.41";
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final int MAX_LINE_BYTES = 16 * 1024;

  /** A hundred thousand tasks of one kilobyte are within it. */
  private static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_BYTES).flip();
  private boolean keptByDaemon = true;

  private HttpConnection(SocketChannel channel) {
    this.channel = channel;
  }

  public static HttpConnection open(Path socket) throws IOException {
    return new HttpConnection(connect(socket));
  }

  private static SocketChannel connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether another call may follow: the daemon has not said that it hangs up. */
  public boolean isUsable() {
    return keptByDaemon && channel.isOpen();
  }

  /** Sends the call and reads the whole answer. */
  public Reply exchange(Call call) throws IOException {
    send(call);
    int status = status(line());
    long length = -1;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
        chunked = true;
      } else if (lower.startsWith("connection:") && lower.contains("close")) {
        keptByDaemon = false;
      }
    }
    return new Reply(status, body(status, chunked, length));
  }

  private void send(Call call) throws IOException {
    byte[] payload = call.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(160);
    head.append(call.method()).append(' ').append(VERSION).append(call.path());
    head.append(" HTTP/1.1\r\nHost: lab\r\n");
    if (!call.method().equals("GET")) {
      head.append("Content-Type: application/json\r\nContent-Length: ").append(payload.length);
      head.append("\r\n");
    }
    head.append("\r\n");
    var request = new ByteArrayOutputStream(head.length() + payload.length);
    request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    request.writeBytes(payload);
    var waiting = ByteBuffer.wrap(request.toByteArray());
    while (waiting.hasRemaining()) {
      channel.write(waiting);
    }
  }

  private byte[] body(int status, boolean chunked, long length) throws IOException {
    var body = new ByteArrayOutputStream();
    if (chunked) {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        copy(size, body);
        line();
      }
      line();
    } else if (length >= 0) {
      copy(length, body);
    } else if (status != 204 && status != 304) {
      keptByDaemon = false;
      while (received.hasRemaining() || fill()) {
        copy(received.remaining(), body);
      }
    }
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private void copy(long count, ByteArrayOutputStream to) throws IOException {
    if (to.size() + count > MAX_BODY_BYTES) {
      throw new IOException("the daemon sent more than " + MAX_BODY_BYTES + " bytes");
    }
    byte[] piece = new byte[BUFFER_BYTES];
    for (long left = count; left > 0; ) {
      need();
      int size = (int) Math.min(left, received.remaining());
      received.get(piece, 0, size);
      to.write(piece, 0, size);
      left -= size;
    }
  }

  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.") || line.length() < 12) {
      throw new IOException("this is not HTTP: '" + line + "'");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  /** A line without its end; Latin-1. */
  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (char next = next(); next != '\n'; next = next()) {
      if (line.length() == MAX_LINE_BYTES) {
        throw new IOException("the daemon sent a line longer than " + MAX_LINE_BYTES);
      }
      if (next != '\r') {
        line.append(next);
      }
    }
    return line.toString();
  }

  private char next() throws IOException {
    need();
    return (char) (received.get() & 0xff);
  }

  private void need() throws IOException {
    if (!received.hasRemaining() && !fill()) {
      throw new EOFException("the daemon hung up in the middle of an answer");
    }
  }

  private boolean fill() throws IOException {
    received.clear();
    int count = channel.read(received);
    received.flip();
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
