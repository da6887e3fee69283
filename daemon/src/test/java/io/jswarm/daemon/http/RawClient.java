package io.jswarm.daemon.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A client that sends exactly the bytes it is told to, over a unix socket. */
public final class RawClient implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

  private RawClient(SocketChannel channel) {
    this.channel = channel;
  }

  public static RawClient connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new RawClient(channel);
  }

  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    return this;
  }

  /** Sends a request without a body. */
  RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  RawClient endOutput() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  /** Writes without blocking until nothing more is taken or the limit is reached. */
  long pushUntilBlocked(long limit) throws IOException {
    channel.configureBlocking(false);
    long pushed = 0;
    int refused = 0;
    while (pushed < limit && refused < 20) {
      int taken = channel.write(ByteBuffer.allocate((int) Math.min(64 << 10, limit - pushed)));
      pushed += taken;
      refused = taken == 0 ? refused + 1 : 0;
      if (taken == 0) {
        Thread.onSpinWait();
        pause();
      }
    }
    channel.configureBlocking(true);
    return pushed;
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
  }

  /** Reads to the end of stream. */
  public String readAll() throws IOException {
    boolean more = true;
    while (more) {
      more = fill();
    }
    return take(unread.size());
  }

  /** Reads until the text was seen, and returns everything up to and including it. */
  public String readThrough(String text) throws IOException {
    while (true) {
      int at = unread.toString(StandardCharsets.ISO_8859_1).indexOf(text);
      if (at >= 0) {
        return take(at + text.length());
      }
      if (!fill()) {
        throw new IOException("stream ended before \"" + text + "\": " + unread);
      }
    }
  }

  /** Reads one response with a Content-Length; head and body together. */
  String readResponse() throws IOException {
    String head = readThrough("\r\n\r\n");
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
    int length =
        at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)).strip());
    while (unread.size() < length) {
      if (!fill()) {
        throw new IOException("short body");
      }
    }
    return head + take(length);
  }

  private boolean fill() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    int count;
    try {
      count = channel.read(buffer);
    } catch (IOException _) {
      return false;
    }
    if (count < 0) {
      return false;
    }
    unread.write(buffer.array(), 0, count);
    return true;
  }

  private String take(int count) {
    byte[] all = unread.toByteArray();
    unread.reset();
    unread.write(all, count, all.length - count);
    return new String(all, 0, count, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
