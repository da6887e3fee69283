package io.jswarm.manager.port;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.jswarm.api.rpc.Methods;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.PeerIdentity;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, by the certificate shown at the handshake. Every method but the certificate
 * authority's is refused to a caller without one; methods for managers only ask {@link #manager()}.
 */
public final class Callers implements ServerInterceptor {
  private static final Context.Key<PeerIdentity> CALLER = Context.key("caller");

  /** The node that calls, if it showed a certificate. */
  public static Optional<PeerIdentity> node() {
    return Optional.ofNullable(CALLER.get());
  }

  /**
   * The manager that calls.
   *
   * @throws io.grpc.StatusRuntimeException PERMISSION_DENIED when the caller is a worker
   */
  public static PeerIdentity manager() {
    return node()
        .filter(caller -> caller.role() == CertificateRole.MANAGER)
        .orElseThrow(() ->
            Status.PERMISSION_DENIED
                .withDescription("only a manager of this cluster may call this")
                .asRuntimeException());
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    PeerIdentity caller = identify(call);
    boolean open = Methods.CA_SERVICE.equals(call.getMethodDescriptor().getServiceName());
    if (caller == null && !open) {
      call.close(
          Status.UNAUTHENTICATED.withDescription("a node certificate of this cluster is needed"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Context context =
        caller == null ? Context.current() : Context.current().withValue(CALLER, caller);
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static @Nullable PeerIdentity identify(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    return session == null ? null : PeerIdentity.of(session).orElse(null);
  }
}
