package io.jswarm.daemon.node;

import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.manager.Manager;
import io.jswarm.manager.ManagerSetup;
import io.jswarm.pki.IdentityStore;
import io.jswarm.pki.PkiException;
import io.jswarm.pki.StoredIdentity;
import io.jswarm.pki.TlsIdentity;
import io.jswarm.raftstore.codec.KeyRingCodec;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.ratis.RatisConfig;
import io.jswarm.worker.agent.live.Agent;
import io.jswarm.worker.net.DataPath;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Starts what a node's role needs, from what is on its disk. */
final class Launch {
  /** The log listens one port above the control port: 2378 by default. */
  private static final int RAFT_PORT_OFFSET = 1;

  private final NodeParts parts;
  private final NodeFiles files;
  private final IdentityStore identities;

  Launch(NodeParts parts, NodeFiles files, IdentityStore identities) {
    this.parts = parts;
    this.files = files;
    this.identities = identities;
  }

  Agent agent(
      NodeRecord node,
      TlsIdentity identity,
      Consumer<ManagerMessage.Cluster> onCluster,
      Consumer<Throwable> onFault)
      throws IOException {
    DataPath dataPath = parts.dataPaths().apply(identity.current().nodeId());
    try {
      Agent agent =
          Agent.start(
              new Agent.Setup(
                  files.worker(),
                  node.advertiseHost(),
                  describe(node, identity),
                  parts.engine(),
                  dataPath,
                  identity,
                  parts.steadyClock(),
                  onCluster),
              onFault);
      agent.managersKnown(node.managers());
      return agent;
    } catch (IOException e) {
      dataPath.close();
      throw e;
    }
  }

  /** Starts the manager whose certificate and key ring are on disk. */
  Manager manager(
      NodeRecord node, TlsIdentity identity, Runnable onRemoved, Consumer<Throwable> onFailed)
      throws IOException, PkiException, InterruptedException {
    return Manager.start(
        new ManagerSetup(
            node.peerId(),
            endpoints(node),
            files.raft(),
            node.founder() ? RatisConfig.Start.FOUND : RatisConfig.Start.JOIN,
            identity,
            keyRing(),
            parts.clock(),
            parts.steadyClock(),
            parts.random(),
            parts.electionTimeout()),
        onRemoved,
        onFailed);
  }

  static ManagerSetup.Endpoints endpoints(NodeRecord node) {
    HostPort listen = HostPort.parse(node.listenAddr());
    HostPort advertise = HostPort.parse(node.advertiseAddr());
    HostPort raft = new HostPort(advertise.host(), advertise.port() + RAFT_PORT_OFFSET);
    return new ManagerSetup.Endpoints(
        new InetSocketAddress(listen.host(), listen.port()),
        new InetSocketAddress(listen.host(), listen.port() + RAFT_PORT_OFFSET),
        advertise.toString(),
        raft.toString());
  }

  NodeDescription describe(NodeRecord node, TlsIdentity identity) {
    boolean apart = !node.dataPathAddr().equals(node.advertiseHost());
    return parts
        .description()
        .get()
        .withTlsInfo(Founding.tlsInfo(identity.current().roots()))
        .withDataPathAddr(apart ? node.dataPathAddr() : "");
  }

  private KeyRing keyRing() throws PkiException, IOException {
    StoredIdentity stored =
        identities.load().orElseThrow(() -> new IOException("this manager has no certificate"));
    return KeyRingCodec.decode(
        stored
            .secret()
            .orElseThrow(
                () -> new IOException("this manager's key ring is missing: leave and join again")));
  }
}
