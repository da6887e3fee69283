package io.jswarm.daemon.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server on unix sockets and TCP. Sockets are read by two event loops; each request is
 * handled on a virtual thread of its own.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int LOOP_THREADS = 2;
  private static final int BACKLOG = 1_024;

  /** What requests in progress get to finish when the server stops. */
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(LOOP_THREADS, EpollIoHandler.newFactory());
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  private final List<Channel> listening = new ArrayList<>();
  private final List<SocketFile> files = new ArrayList<>();
  private final ServerParts parts;
  private final ConnectionSetup connections;

  private HttpServer(Router router, HttpLimits limits, String product) {
    parts = ServerParts.of(router, limits, product, threads);
    connections = new ConnectionSetup(parts);
  }

  /**
   * Starts listening.
   *
   * @param product the {@code Server} header, such as {@code jswarm/0.1.0 (linux)}
   * @throws IOException with a sentence for the operator when a place is taken or not allowed
   */
  public static HttpServer start(
      List<Listen> places, Router router, HttpLimits limits, String product) throws IOException {
    HttpServer server = new HttpServer(router, limits, product);
    boolean started = false;
    try {
      for (Listen place : places) {
        server.listen(place);
      }
      started = true;
      return server;
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  private void listen(Listen place) throws IOException {
    switch (place) {
      case Listen.Unix unix -> {
        SocketFile.makeWay(unix.path());
        var address = new DomainSocketAddress(unix.path().toFile());
        bind(new ServerBootstrap().channel(EpollServerDomainSocketChannel.class), address, null);
        files.add(SocketFile.claim(unix));
      }
      case Listen.Tls(InetSocketAddress address, SslContext context) ->
          bind(tcp(), address, context);
      case Listen.Insecure(InetSocketAddress address) -> bind(tcp(), address, null);
    }
    LOG.info("API listening on {}", place);
  }

  private static ServerBootstrap tcp() {
    return new ServerBootstrap()
        .channel(EpollServerSocketChannel.class)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true);
  }

  private void bind(ServerBootstrap bootstrap, SocketAddress address, @Nullable SslContext tls)
      throws IOException {
    ChannelFuture bound =
        bootstrap
            .group(loops)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(connections.initializer(tls))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + address, bound.cause());
    }
    listening.add(bound.channel());
  }

  /** The TCP addresses bound, in the order asked for; port 0 is resolved. */
  public List<InetSocketAddress> tcpAddresses() {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (Channel channel : listening) {
      if (channel.localAddress() instanceof InetSocketAddress address) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  /** Requests in progress, streams included. */
  public int requestsInProgress() {
    return parts.exchanges().size();
  }

  /**
   * Stops: no new connections, streams end, other requests get {@link #STOP_GRACE} to finish and
   * are interrupted then.
   */
  @Override
  public void close() {
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    files.forEach(SocketFile::remove);
    parts.exchanges().forEach(Exchange::serverStops);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        parts.exchanges().forEach(Exchange::interrupt);
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
