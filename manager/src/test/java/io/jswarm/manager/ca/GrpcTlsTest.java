package io.jswarm.manager.ca;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.jswarm.pki.CertificateRequest;
import io.jswarm.pki.JoinTls;
import io.jswarm.pki.JoinToken;
import io.jswarm.pki.NodeIdentity;
import io.jswarm.pki.PeerGate;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.pki.PeerRefusal;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.pki.TlsResumption;
import io.jswarm.pki.TrustedRoots;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The identity behind real gRPC: one port for joining hosts, workers and managers. */
class GrpcTlsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Context.Key<String> CALLER = Context.key("caller");
  private static final MethodDescriptor<String, String> WHO_AM_I =
      MethodDescriptor.<String, String>newBuilder()
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("test.Peers/WhoAmI")
          .setRequestMarshaller(new Text())
          .setResponseMarshaller(new Text())
          .build();

  static {
    TlsResumption.turnOff();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class SeesCaller implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      @Nullable SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
      String caller =
          Optional.ofNullable(session)
              .flatMap(PeerIdentity::of)
              .map(peer -> peer.role().word() + " " + peer.nodeId())
              .orElse("nobody");
      return Contexts.interceptCall(
          Context.current().withValue(CALLER, caller), call, headers, next);
    }
  }

  private final CaState cluster =
      CaState.found("cluster-a", RootCa.NODE_VALIDITY_DEFAULT, RANDOM, NOW);
  private final CertificateAuthority authority = new CertificateAuthority(RANDOM);
  private final TlsIdentity manager;
  private final Server server;
  private volatile boolean revoked;

  GrpcTlsTest() throws Exception {
    manager = new TlsIdentity(joined(cluster.managerToken(), "m1"), CLOCK);
    PeerGate gate =
        peer -> revoked ? Optional.of(new PeerRefusal.Revoked(peer.nodeId())) : Optional.empty();
    SslContext ssl =
        GrpcSslContexts.configure(
                SslContextBuilder.forServer((KeyManager) manager.keyManager())
                    .trustManager((TrustManager) manager.trustManager(gate))
                    .clientAuth(ClientAuth.OPTIONAL)
                    .protocols(TlsIdentity.PROTOCOL),
                SslProvider.JDK)
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sslContext(ssl)
            .addService(
                ServerInterceptors.intercept(
                    ServerServiceDefinition.builder("test.Peers")
                        .addMethod(
                            WHO_AM_I,
                            ServerCalls.asyncUnaryCall((request, observer) -> {
                              observer.onNext(CALLER.get());
                              observer.onCompleted();
                            }))
                        .build(),
                    new SeesCaller()))
            .build();
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
  }

  private NodeIdentity joined(String token, String nodeId) throws PkiException {
    CertificateRequest request = CertificateRequest.create(RANDOM);
    return switch (authority.join(cluster, request.pem(), token, nodeId, NOW)) {
      case Issuance.Issued issued ->
          NodeIdentity.of(
              request.privateKey(),
              issued.certificatePem(),
              TrustedRoots.fromPem(issued.trustedRootsPem()));
      case Issuance.Refused(var reason) -> throw new AssertionError(reason.sentence());
    };
  }

  private String whoAmI(TrustManager trust, @Nullable KeyManager key) throws SSLException {
    SslContextBuilder builder = SslContextBuilder.forClient().trustManager(trust);
    if (key != null) {
      builder.keyManager(key);
    }
    SslContext ssl =
        GrpcSslContexts.configure(builder.protocols(TlsIdentity.PROTOCOL), SslProvider.JDK).build();
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
            .sslContext(ssl)
            .build();
    try {
      return ClientCalls.blockingUnaryCall(channel, WHO_AM_I, CallOptions.DEFAULT, "");
    } finally {
      channel.shutdownNow();
    }
  }

  private String whoAmI(TlsIdentity caller) throws SSLException {
    return whoAmI(caller.trustManager(PeerGate.MANAGERS), caller.keyManager());
  }

  @Test
  void onePortServesJoiningHostsAndNodes() throws Exception {
    JoinTls join = JoinTls.forJoin(JoinToken.parse(cluster.workerToken()).rootDigest(), CLOCK);
    assertThat(whoAmI(join.trustManager(), null)).isEqualTo("nobody");
    join.verify(cluster.rootCertificatePem());
    assertThat(whoAmI(join.trustManager(), null)).isEqualTo("nobody");

    TlsIdentity worker = new TlsIdentity(joined(cluster.workerToken(), "w1"), CLOCK);
    assertThat(whoAmI(worker)).isEqualTo("worker w1");

    worker.replace(joined(cluster.managerToken(), "w1"));
    assertThat(whoAmI(worker)).isEqualTo("manager w1");
  }

  @Test
  void aRevokedNodeDoesNotGetThrough() throws Exception {
    TlsIdentity worker = new TlsIdentity(joined(cluster.workerToken(), "w1"), CLOCK);
    assertThat(whoAmI(worker)).isEqualTo("worker w1");

    revoked = true;

    assertThat(catchThrowable(() -> whoAmI(worker))).hasMessageContaining("UNAVAILABLE");
  }

  @Test
  void aNodeThatCallsAnotherClusterLearnsWhy() throws Exception {
    CaState other = CaState.found("cluster-b", RootCa.NODE_VALIDITY_DEFAULT, RANDOM, NOW);
    CertificateRequest request = CertificateRequest.create(RANDOM);
    if (!(authority.found(other, request.pem(), "m9", NOW) instanceof Issuance.Issued issued)) {
      throw new AssertionError("refused");
    }
    TlsIdentity stranger =
        new TlsIdentity(
            NodeIdentity.of(
                request.privateKey(),
                issued.certificatePem(),
                TrustedRoots.fromPem(issued.trustedRootsPem())),
            CLOCK);

    Throwable failure = catchThrowable(() -> whoAmI(stranger));

    assertThat(PkiException.findIn(failure))
        .hasValueSatisfying(reason -> assertThat(reason).isInstanceOf(PeerRefusal.UnknownCa.class));
  }
}
