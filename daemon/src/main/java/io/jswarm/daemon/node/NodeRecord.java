package io.jswarm.daemon.node;

import java.util.List;

/**
 * What a node in a cluster must remember beside its certificate.
 *
 * @param listenAddr where a manager listens for nodes, host:port
 * @param advertiseAddr where others reach this node, host:port
 * @param dataPathAddr where containers' traffic goes, without port
 * @param peerId this manager's id in Raft; empty for a worker
 * @param managers where managers were last known, host:port
 */
public record NodeRecord(
    String listenAddr,
    String advertiseAddr,
    String dataPathAddr,
    String peerId,
    List<String> managers) {
  public NodeRecord {
    managers = List.copyOf(managers);
  }

  NodeRecord withPeerId(String newPeerId) {
    return new NodeRecord(listenAddr, advertiseAddr, dataPathAddr, newPeerId, managers);
  }

  NodeRecord withManagers(List<String> newManagers) {
    return new NodeRecord(listenAddr, advertiseAddr, dataPathAddr, peerId, newManagers);
  }

  /** The advertised address without its port. */
  String advertiseHost() {
    return HostPort.parse(advertiseAddr).host();
  }
}
