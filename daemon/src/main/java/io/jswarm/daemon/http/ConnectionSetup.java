package io.jswarm.daemon.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the pipeline of each accepted connection, and counts them against their limit. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed close or write ends in channelInactive
final class ConnectionSetup {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSetup.class);
  private static final int CHUNK_BYTES_MAX = 64 << 10;

  private final ServerParts parts;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionSetup(ServerParts parts) {
    this.parts = parts;
  }

  ChannelInitializer<Channel> initializer(@Nullable SslContext tls) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        if (admit(channel)) {
          assemble(channel, tls);
        }
      }
    };
  }

  private boolean admit(Channel channel) {
    if (open.incrementAndGet() > parts.limits().connectionsMax()) {
      open.decrementAndGet();
      LOG.warn("more than {} connections: closing one", parts.limits().connectionsMax());
      channel.close();
      return false;
    }
    channel.closeFuture().addListener(_ -> open.decrementAndGet());
    return true;
  }

  private void assemble(Channel channel, @Nullable SslContext tls) {
    Connection connection = new Connection(parts);
    var pipeline = channel.pipeline();
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    pipeline.addLast(new FirstByte(connection));
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(parts.limits().headerBytesMax())
                .setMaxHeaderSize(parts.limits().headerBytesMax())
                .setMaxChunkSize(CHUNK_BYTES_MAX)));
    pipeline.addLast(connection);
  }

  /** Tells the connection when the first bytes of a request are there, before they make sense. */
  private static final class FirstByte extends ChannelInboundHandlerAdapter {
    private final Connection connection;

    FirstByte(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      connection.bytesArrived(ctx);
      ctx.fireChannelRead(message);
    }
  }
}
