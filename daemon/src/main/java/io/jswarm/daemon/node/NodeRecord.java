package io.jswarm.daemon.node;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a node in a cluster must remember beside its certificate.
 *
 * @param listenAddr where a manager listens for nodes, host:port
 * @param advertiseAddr where others reach this node, host:port
 * @param dataPathAddr where containers' traffic goes, without port
 * @param peerId this manager's id in Raft; empty for a worker
 * @param founder whether this manager made the cluster
 * @param managers where managers were last known; of those a join was asked of, the node id is
 *     empty
 */
public record NodeRecord(
    String listenAddr,
    String advertiseAddr,
    String dataPathAddr,
    String peerId,
    boolean founder,
    List<ManagerAddress> managers) {
  public NodeRecord {
    managers = List.copyOf(managers);
  }

  /** A node that is neither founder nor manager yet. */
  static NodeRecord of(Addresses.Chosen addresses, List<ManagerAddress> managers) {
    return new NodeRecord(
        addresses.listen(), addresses.advertise(), addresses.dataPath(), "", false, managers);
  }

  NodeRecord withPeerId(String newPeerId, boolean nowFounder) {
    return new NodeRecord(listenAddr, advertiseAddr, dataPathAddr, newPeerId, nowFounder, managers);
  }

  NodeRecord withManagers(List<ManagerAddress> newManagers) {
    return new NodeRecord(listenAddr, advertiseAddr, dataPathAddr, peerId, founder, newManagers);
  }

  /** The advertised address without its port. */
  String advertiseHost() {
    return HostPort.parse(advertiseAddr).host();
  }

  /** Where managers may be asked, host:port. */
  List<String> managerAddrs() {
    return managers.stream().map(ManagerAddress::addr).toList();
  }

  /**
   * Where managers may be asked, the others in an order of chance and this node last: a manager
   * whose clock is wrong should not certify itself by it.
   */
  List<String> managerAddrsToAsk(RandomGenerator random) {
    List<String> addrs = new ArrayList<>(otherManagerAddrs());
    Collections.shuffle(addrs, random);
    if (managerAddrs().contains(advertiseAddr)) {
      addrs.add(advertiseAddr);
    }
    return addrs;
  }

  /** Where managers other than this node may be asked. */
  List<String> otherManagerAddrs() {
    return managerAddrs().stream().filter(addr -> !addr.equals(advertiseAddr)).toList();
  }
}
