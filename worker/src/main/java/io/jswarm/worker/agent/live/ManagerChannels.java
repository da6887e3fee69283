package io.jswarm.worker.agent.live;

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
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/** Opens channels to managers over mutual TLS 1.3 with the node's newest identity. */
public final class ManagerChannels {
  private static final int CONNECT_MILLIS_MAX = 3_000;

  /** A peer that vanished without a word is noticed by the session's heartbeats first. */
  private static final long KEEPALIVE_SECONDS = 20;

  /** A connection that nobody uses is closed: its manager may need the memory. */
  private static final long IDLE_SECONDS_MAX = 120;

  private final TlsIdentity identity;
  private final UnaryOperator<NettyChannelBuilder> finish;

  public ManagerChannels(TlsIdentity identity) {
    this(identity, UnaryOperator.identity());
  }

  /**
   * @param finish has the last word on how each channel is built
   */
  public ManagerChannels(TlsIdentity identity, UnaryOperator<NettyChannelBuilder> finish) {
    this.identity = identity;
    this.finish = finish;
  }

  /**
   * A channel to {@code host:port}; it connects with its first call. The caller shuts it down.
   *
   * @throws IllegalArgumentException when the address is none
   */
  public ManagedChannel open(String address) {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forTarget("dns:///" + address)
            .sslContext(context())
            .maxInboundMessageSize(Methods.MESSAGE_BYTES_MAX)
            .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
            .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
            .idleTimeout(IDLE_SECONDS_MAX, TimeUnit.SECONDS);
    return finish.apply(builder).build();
  }

  private SslContext context() {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .keyManager(identity.keyManager())
            .trustManager(identity.trustManager(PeerGate.MANAGERS))
            .protocols(TlsIdentity.PROTOCOL);
    try {
      return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK cannot speak " + TlsIdentity.PROTOCOL, e);
    }
  }
}
