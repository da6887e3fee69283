package io.jswarm.daemon.node;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.CaMessage;
import io.jswarm.api.rpc.Methods;
import io.jswarm.pki.JoinTls;
import io.jswarm.pki.JoinToken;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.TlsIdentity;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Asks managers for certificates, one address after the other. */
public final class CaClient {
  private static final long CALL_MAX_SECONDS = 10;

  private final InstantSource clock;

  public CaClient(InstantSource clock) {
    this.clock = clock;
  }

  /** A certificate request that is to be sent. */
  public record Ask(String csrPem, String availability, NodeDescription description) {}

  /**
   * Joins: checks the root certificate against the token's digest before anything is told to the
   * other side.
   *
   * @throws NodeException with the reason of the last address tried
   */
  public CaMessage.Issued join(List<String> remotes, JoinToken token, Ask ask)
      throws NodeException {
    NodeException last = NodeException.invalid("at least 1 RemoteAddr is required to join");
    for (String remote : remotes) {
      try {
        return joinAt(remote, token, ask);
      } catch (NodeException e) {
        last = e;
        if (e.refusal().kind() != Refusal.Kind.UNAVAILABLE) {
          throw e;
        }
      }
    }
    throw last;
  }

  /** One connection for both calls: the second is only made when its server is to be trusted. */
  private CaMessage.Issued joinAt(String remote, JoinToken token, Ask ask) throws NodeException {
    JoinTls tls = JoinTls.forJoin(token.rootDigest(), clock);
    ManagedChannel channel = channel(remote, tls.trustManager(), null);
    try {
      tls.verify(call(remote, channel, Methods.CA_ROOT, new CaMessage.RootRequest()).pem());
      return issued(
          call(
              remote,
              channel,
              Methods.CA_ISSUE,
              new CaMessage.IssueRequest(
                  ask.csrPem(), token.text(), ask.availability(), ask.description())));
    } catch (PkiException e) {
      throw NodeException.invalid(e.refusal().sentence());
    } finally {
      channel.shutdownNow();
    }
  }

  /** Renews over the present certificate; the role may be another than before. */
  CaMessage.Issued renew(List<String> managers, TlsIdentity identity, String csrPem)
      throws NodeException {
    NodeException last = NodeException.unavailable("no manager is known to renew the certificate");
    for (String remote : managers) {
      ManagedChannel channel = channel(remote, identity.trustManager(PeerGate.MANAGERS), identity);
      try {
        return issued(
            call(
                remote,
                channel,
                Methods.CA_ISSUE,
                new CaMessage.IssueRequest(csrPem, null, null, null)));
      } catch (NodeException e) {
        last = e;
      } finally {
        channel.shutdownNow();
      }
    }
    throw last;
  }

  private static CaMessage.Issued issued(CaMessage.IssueReply reply) throws NodeException {
    return switch (reply) {
      case CaMessage.Issued issued -> issued;
      case CaMessage.NotIssued(Refusal refusal) -> throw new NodeException(refusal);
    };
  }

  private static <Q, A> A call(
      String remote, ManagedChannel channel, MethodDescriptor<Q, A> method, Q request)
      throws NodeException {
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(CALL_MAX_SECONDS, TimeUnit.SECONDS);
    try {
      return ClientCalls.blockingUnaryCall(channel, method, options, request);
    } catch (StatusRuntimeException e) {
      throw refusalOf(remote, e);
    }
  }

  private static NodeException refusalOf(String remote, StatusRuntimeException failure) {
    var pki = PkiException.findIn(failure);
    if (pki.isPresent()) {
      return NodeException.invalid(pki.get().sentence());
    }
    return NodeException.unavailable(Unreachable.sentence(remote, failure.getStatus()));
  }

  private static ManagedChannel channel(
      String remote, X509ExtendedTrustManager trust, @Nullable TlsIdentity identity)
      throws NodeException {
    try {
      SslContextBuilder tls =
          SslContextBuilder.forClient()
              .trustManager(trust)
              .protocols(TlsIdentity.PROTOCOL)
              .endpointIdentificationAlgorithm(null);
      if (identity != null) {
        tls.keyManager(identity.keyManager());
      }
      HostPort address = HostPort.parse(remote, Addresses.CONTROL_PORT);
      return NettyChannelBuilder.forAddress(address.host(), address.port())
          .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
          .maxInboundMessageSize(Methods.MESSAGE_BYTES_MAX)
          .build();
    } catch (IllegalArgumentException e) {
      throw NodeException.invalid(String.valueOf(e.getMessage()));
    } catch (SSLException e) {
      throw NodeException.unavailable("TLS cannot be set up: " + e.getMessage());
    }
  }
}
