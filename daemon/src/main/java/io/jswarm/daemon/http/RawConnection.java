package io.jswarm.daemon.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A connection after its hijack: the HTTP codec is gone, bytes go through as they are. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close or write ends in channelInactive
final class RawConnection {
  private final ChannelHandlerContext ctx;
  private final Exchange exchange;
  private final ByteQueue input;
  private final OutputStream output = new RawOutput();

  RawConnection(ChannelHandlerContext ctx, Exchange exchange) {
    this.ctx = ctx;
    this.exchange = exchange;
    this.input = new ByteQueue(ctx.channel().config(), ByteQueue.patient(), Long.MAX_VALUE);
  }

  /** Sends the head and swaps the pipeline; nothing the client sends after it is lost. */
  void takeOver(HttpResponse head) throws IOException, InterruptedException {
    Future<?> swapped = ctx.executor().submit(() -> swap(head));
    swapped.await();
    if (!swapped.isSuccess()) {
      throw new IOException("cannot hand the connection over", swapped.cause());
    }
  }

  private void swap(HttpResponse head) {
    var pipeline = ctx.pipeline();
    ctx.writeAndFlush(head);
    pipeline.replace(ctx.handler(), "raw", new RawInput());
    pipeline.remove(HttpServerCodec.class);
    ctx.channel().config().setAutoRead(true);
  }

  RawStream stream() {
    return new RawStream(input, output, this::shutdownOutput);
  }

  void close() {
    input.discard();
    ctx.channel().close();
  }

  private void shutdownOutput() throws IOException, InterruptedException {
    output.flush();
    if (ctx.channel() instanceof DuplexChannel duplex) {
      ChunkedOutput.await(duplex.shutdownOutput());
    }
  }

  private final class RawInput extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        input.offer(bytes);
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        input.end();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      input.end();
      exchange.clientGone();
    }
  }

  private final class RawOutput extends OutputStream {
    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
      try {
        ChunkedOutput.await(ctx.channel().writeAndFlush(Unpooled.wrappedBuffer(copy)));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while writing to the client");
      }
    }
  }
}
