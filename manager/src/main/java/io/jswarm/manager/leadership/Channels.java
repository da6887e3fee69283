package io.jswarm.manager.leadership;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.jswarm.api.rpc.Methods;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.TlsIdentity;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One mTLS connection to each manager that was called, kept and shared. Accepts only managers of
 * this cluster.
 */
public final class Channels implements AutoCloseable {
  /** A machine that is off answers nothing; the default would wait 30 s for it. */
  private static final int CONNECT_MILLIS_MAX = 1_000;

  private static final long KEEP_ALIVE_SECONDS = 10;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 3;

  private final SslContext tls;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentHashMap<String, ManagedChannel> open = new ConcurrentHashMap<>();

  public Channels(TlsIdentity identity) throws SSLException {
    this.tls =
        GrpcSslContexts.configure(
                SslContextBuilder.forClient()
                    .keyManager(identity.keyManager())
                    .trustManager(identity.trustManager(PeerGate.MANAGERS))
                    .protocols(TlsIdentity.PROTOCOL)
                    .endpointIdentificationAlgorithm(null),
                SslProvider.JDK)
            .build();
  }

  /**
   * The channel to a control port. One whose connections have failed tries at once again: left to
   * itself it would wait for up to two minutes, and fail every call meanwhile, although the manager
   * may be back since and lead.
   */
  public ManagedChannel to(String hostAndPort) {
    ManagedChannel channel = open.computeIfAbsent(hostAndPort, this::connect);
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff();
    }
    return channel;
  }

  private ManagedChannel connect(String hostAndPort) {
    return NettyChannelBuilder.forTarget("dns:///" + hostAndPort)
        .sslContext(tls)
        .executor(executor)
        .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .maxInboundMessageSize(Methods.MESSAGE_BYTES_MAX)
        .build();
  }

  @Override
  public void close() {
    open.values().forEach(ManagedChannel::shutdownNow);
  }
}
