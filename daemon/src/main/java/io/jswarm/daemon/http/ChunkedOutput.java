package io.jswarm.daemon.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/**
 * A chunked body. Each flush waits until the bytes are in the socket, so a slow client slows its
 * handler down; the first one sends the head.
 */
final class ChunkedOutput extends OutputStream {
  /** What is collected before it is sent without being asked. */
  static final int BUFFER_BYTES = 32 << 10;

  private final ChannelHandlerContext ctx;
  private final HttpResponse head;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private boolean committed;
  private boolean finished;

  ChunkedOutput(ChannelHandlerContext ctx, HttpResponse head) {
    this.ctx = ctx;
    this.head = head;
  }

  boolean committed() {
    return committed;
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, BUFFER_BYTES - filled);
      System.arraycopy(bytes, offset + done, buffer, filled, part);
      filled += part;
      done += part;
      if (filled == BUFFER_BYTES) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    if (finished || (committed && filled == 0)) {
      return;
    }
    byte[] chunk = Arrays.copyOf(buffer, filled);
    filled = 0;
    try {
      if (!committed) {
        committed = true;
        ChannelFuture headSent = ctx.writeAndFlush(head);
        if (chunk.length == 0) {
          await(headSent);
          return;
        }
      }
      await(ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(chunk))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while writing to the client");
    }
  }

  /** Sends the rest and the end of the body. */
  void finish() throws IOException, InterruptedException {
    flush();
    finished = true;
    await(ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
  }

  /** Waits for a write to reach the socket. */
  static void await(ChannelFuture write) throws IOException, InterruptedException {
    write.await();
    if (!write.isSuccess()) {
      throw new ClientGoneException("the client is gone: " + write.cause());
    }
  }
}
