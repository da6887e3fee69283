package io.jswarm.daemon.node;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.CaConfig;
import io.jswarm.api.model.DispatcherConfig;
import io.jswarm.api.model.InitRequest;
import io.jswarm.api.model.JoinTokens;
import io.jswarm.api.model.Node;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.model.NodeSpec;
import io.jswarm.api.model.NodeStatus;
import io.jswarm.api.model.OrchestrationConfig;
import io.jswarm.api.model.RaftConfig;
import io.jswarm.api.model.Swarm;
import io.jswarm.api.model.SwarmSpec;
import io.jswarm.api.model.TlsInfo;
import io.jswarm.api.model.Version;
import io.jswarm.manager.ca.CaState;
import io.jswarm.manager.orchestration.IngressNetwork;
import io.jswarm.pki.RootCa;
import io.jswarm.pki.TrustedRoots;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterState;
import io.jswarm.raftstore.image.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The first state of a new cluster: its settings with Docker's defaults filled in, its first node,
 * its only member, and the network through which ports are published.
 */
final class Founding {
  private static final long SNAPSHOT_INTERVAL = 10_000;
  private static final long ENTRIES_FOR_SLOW_FOLLOWERS = 500;
  private static final int ELECTION_TICKS = 10;
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private Founding() {}

  /** Fills in what a request left open. */
  static SwarmSpec complete(SwarmSpec asked) {
    Duration heartbeat = asked.dispatcher().heartbeatPeriod();
    Duration validity = asked.caConfig().nodeCertExpiry();
    RaftConfig raft = asked.raft();
    return asked
        .withName("default")
        .withOrchestration(new OrchestrationConfig(asked.orchestration().historyLimit()))
        .withRaft(
            new RaftConfig(
                raft.snapshotInterval() == 0 ? SNAPSHOT_INTERVAL : raft.snapshotInterval(),
                raft.keepOldSnapshots() == null ? Long.valueOf(0) : raft.keepOldSnapshots(),
                raft.logEntriesForSlowFollowers() == 0
                    ? ENTRIES_FOR_SLOW_FOLLOWERS
                    : raft.logEntriesForSlowFollowers(),
                raft.electionTick() == 0 ? ELECTION_TICKS : raft.electionTick(),
                raft.heartbeatTick() == 0 ? 1 : raft.heartbeatTick()))
        .withDispatcher(new DispatcherConfig(heartbeat.isZero() ? HEARTBEAT : heartbeat))
        .withCaConfig(
            new CaConfig(
                validity.isZero() ? RootCa.NODE_VALIDITY_DEFAULT : validity, List.of(), "", "", 0));
  }

  static List<Change> changes(
      Entry.Founded founded,
      InitRequest request,
      Member self,
      NodeDescription description,
      String ingressId,
      Instant at) {
    CaState ca = founded.ca();
    NetworkSettings networks = founded.networks();
    Swarm swarm =
        new Swarm(
            ca.clusterId(),
            Version.ZERO,
            at,
            at,
            complete(request.spec()),
            description.tlsInfo(),
            false,
            networks.pools(),
            networks.subnetBits(),
            networks.port(),
            new JoinTokens(ca.workerToken(), ca.managerToken()));
    String availability = request.availability().isEmpty() ? "active" : request.availability();
    Node node =
        new Node(
            self.nodeId(),
            Version.ZERO,
            at,
            at,
            new NodeSpec("", Map.of(), "manager", availability),
            description,
            NodeStatus.UNKNOWN,
            null);
    String fabric = networks.fabricPool();
    return List.of(
        new Change.PutCluster(
            new ClusterState(swarm, ca.rootCertificatePem(), ca.rootKeyPem(), "", null, fabric)),
        new Change.PutNode(node),
        new Change.PutMember(self),
        new Change.PutNetwork(IngressNetwork.of(ingressId, fabric)));
  }

  /** What a node says of the roots it trusts. */
  static TlsInfo tlsInfo(TrustedRoots roots) {
    return new TlsInfo(
        roots.pem(), Bytes.of(roots.issuerSubject()), Bytes.of(roots.issuerPublicKey()));
  }
}
