package io.jswarm.manager.membership;

import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.command.Refusal;
import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.rpc.CaMessage;
import io.jswarm.api.rpc.Methods;
import io.jswarm.manager.ca.CaState;
import io.jswarm.manager.ca.CertificateAuthority;
import io.jswarm.manager.ca.Issuance;
import io.jswarm.manager.ca.Standing;
import io.jswarm.manager.dispatch.Surroundings;
import io.jswarm.manager.leadership.NoLeader;
import io.jswarm.manager.leadership.ReadPath;
import io.jswarm.manager.leadership.WritePath;
import io.jswarm.manager.port.Callers;
import io.jswarm.pki.CertificateRole;
import io.jswarm.pki.PeerIdentity;
import io.jswarm.pki.RootCa;
import io.jswarm.raftstore.image.ClusterImage;
import io.jswarm.raftstore.image.ClusterState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues node certificates on any manager: it signs with the cluster's key from its own image, and
 * a joining node is admitted by the leader before it gets its certificate.
 */
public final class CaService {
  private static final Logger LOG = LoggerFactory.getLogger(CaService.class);

  private final ReadPath reads;
  private final WritePath writes;
  private final CertificateAuthority authority;
  private final Supplier<byte[]> keyRing;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /**
   * @param keyRing the cluster's key ring as managers receive it
   */
  public CaService(
      ReadPath reads,
      WritePath writes,
      CertificateAuthority authority,
      Supplier<byte[]> keyRing,
      Supplier<String> ids,
      InstantSource clock) {
    this.reads = reads;
    this.writes = writes;
    this.authority = authority;
    this.keyRing = keyRing;
    this.ids = ids;
    this.clock = clock;
  }

  /** The gRPC methods. */
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(Methods.CA_SERVICE)
        .addMethod(
            Methods.CA_ROOT,
            ServerCalls.asyncUnaryCall((_, reply) -> Replies.unary(reply, this::root)))
        .addMethod(
            Methods.CA_ISSUE,
            ServerCalls.asyncUnaryCall(
                (request, reply) -> Replies.unary(reply, () -> issue(request))))
        .build();
  }

  private CaMessage.Root root() {
    ClusterState cluster = reads.stale().cluster();
    if (cluster == null) {
      throw Status.UNAVAILABLE
          .withDescription("this manager is being prepared; try again in a moment")
          .asRuntimeException();
    }
    return new CaMessage.Root(cluster.caCert());
  }

  private CaMessage.IssueReply issue(CaMessage.IssueRequest request) throws InterruptedException {
    try {
      ClusterImage image = reads.image();
      ClusterState cluster = image.cluster();
      if (cluster == null) {
        return refused(Refusal.Kind.UNAVAILABLE, NoLeader.MESSAGE);
      }
      String token = request.token();
      return token == null
          ? renew(image, stateOf(cluster), request)
          : join(stateOf(cluster), request, token);
    } catch (NoLeader e) {
      return refused(Refusal.Kind.UNAVAILABLE, NoLeader.MESSAGE);
    }
  }

  private CaMessage.IssueReply join(CaState state, CaMessage.IssueRequest request, String token)
      throws InterruptedException {
    Issuance issuance = authority.join(state, request.csrPem(), token, ids.get(), clock.instant());
    return switch (issuance) {
      case Issuance.Refused refused -> {
        LOG.info("a join was refused: {}", refused.reason());
        yield refused(Refusal.Kind.INVALID_ARGUMENT, refused.reason().sentence());
      }
      case Issuance.Issued issued -> admit(state, request, issued);
    };
  }

  private CaMessage.IssueReply admit(
      CaState state, CaMessage.IssueRequest request, Issuance.Issued issued)
      throws InterruptedException {
    String availability = request.availability();
    Command admit =
        new Command.AdmitNode(
            issued.subject().nodeId(),
            issued.subject().role().word(),
            availability == null || availability.isEmpty() ? "active" : availability,
            request.description());
    return switch (writes.submit(admit)) {
      case CommandResult.Done(String _, long round, var _) -> reply(state, issued, round);
      case CommandResult.Refused(Refusal refusal) -> new CaMessage.NotIssued(refusal);
      case CommandResult.NotLeader(String message) -> refused(Refusal.Kind.UNAVAILABLE, message);
      case CommandResult.Unknown(String message) -> refused(Refusal.Kind.UNAVAILABLE, message);
    };
  }

  private CaMessage.IssueReply renew(
      ClusterImage image, CaState state, CaMessage.IssueRequest request) {
    PeerIdentity caller = Callers.node().orElse(null);
    if (caller == null) {
      return refused(
          Refusal.Kind.PERMISSION_DENIED, "a join token or a node certificate is needed");
    }
    Standing standing = standingOf(image.node(caller.nodeId()));
    return switch (authority.renew(state, request.csrPem(), caller, standing, clock.instant())) {
      case Issuance.Refused refused ->
          refused(Refusal.Kind.PERMISSION_DENIED, refused.reason().sentence());
      case Issuance.Issued issued -> reply(state, issued, image.round());
    };
  }

  private static Standing standingOf(@Nullable Node node) {
    if (node == null) {
      return new Standing.Removed();
    }
    return new Standing.Member(
        node.spec().isManager() ? CertificateRole.MANAGER : CertificateRole.WORKER);
  }

  private CaMessage.Issued reply(CaState state, Issuance.Issued issued, long joinNumber) {
    boolean manager = issued.subject().role() == CertificateRole.MANAGER;
    return new CaMessage.Issued(
        issued.subject().nodeId(),
        state.clusterId(),
        issued.subject().role().word(),
        issued.certificatePem(),
        issued.trustedRootsPem(),
        manager ? Bytes.of(keyRing.get()) : null,
        manager ? joinNumber : 0,
        Surroundings.managers(reads.stale(), writes.leaderNodeId()));
  }

  private static CaState stateOf(ClusterState cluster) {
    Swarm swarm = cluster.swarm();
    var tokens = swarm.joinTokens();
    Duration validity = swarm.spec().caConfig().nodeCertExpiry();
    return new CaState(
        swarm.id(),
        cluster.caCert(),
        cluster.caKey(),
        tokens == null ? "" : tokens.worker(),
        tokens == null ? "" : tokens.manager(),
        validity.isZero() ? RootCa.NODE_VALIDITY_DEFAULT : validity);
  }

  private static CaMessage.NotIssued refused(Refusal.Kind kind, String message) {
    return new CaMessage.NotIssued(new Refusal(kind, message));
  }
}
