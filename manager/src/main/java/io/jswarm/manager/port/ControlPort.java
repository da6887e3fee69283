package io.jswarm.manager.port;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.util.TransmitStatusRuntimeExceptionInterceptor;
import io.jswarm.api.rpc.Methods;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.TlsIdentity;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gRPC server of a manager. */
public final class ControlPort {
  /** Nodes may ping an idle connection this often; more often is taken for an attack. */
  private static final long PING_MIN_SECONDS = 1;

  private static final long KEEP_ALIVE_SECONDS = 10;

  /** Only closes connections nobody uses: that a node is silent is noticed by its heartbeats. */
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 20;

  private static final long CLOSE_MAX_SECONDS = 1;

  private final Server server;

  private ControlPort(Server server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param gate which certificates of this cluster are let in
   * @param threads run the calls; for this port alone
   * @throws IOException when the address cannot be bound; the message names it
   */
  public static ControlPort open(
      InetSocketAddress listen,
      TlsIdentity identity,
      PeerGate gate,
      PortThreads threads,
      List<ServerServiceDefinition> services)
      throws IOException {
    var tls =
        GrpcSslContexts.configure(
                SslContextBuilder.forServer(identity.keyManager())
                    .trustManager(identity.trustManager(gate))
                    .clientAuth(ClientAuth.OPTIONAL)
                    .protocols(TlsIdentity.PROTOCOL),
                SslProvider.JDK)
            .build();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(listen)
            .sslContext(tls)
            .executor(threads)
            .intercept(new Callers())
            .intercept(TransmitStatusRuntimeExceptionInterceptor.instance())
            .permitKeepAliveTime(PING_MIN_SECONDS, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .handshakeTimeout(HandshakeQueue.PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .maxInboundMessageSize(Methods.MESSAGE_BYTES_MAX);
    services.forEach(builder::addService);
    try {
      return new ControlPort(builder.build().start());
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on "
              + listen.getHostString()
              + ":"
              + listen.getPort()
              + " for other nodes: another program may have the port (choose one with"
              + " --listen-addr)",
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Stops. */
  public void stop() throws InterruptedException {
    server.shutdown();
    if (!server.awaitTermination(CLOSE_MAX_SECONDS, TimeUnit.SECONDS)) {
      server.shutdownNow();
    }
  }
}
