package io.jswarm.manager;

import io.jswarm.pki.TlsIdentity;
import io.jswarm.raftstore.crypt.KeyRing;
import io.jswarm.raftstore.image.Member;
import io.jswarm.raftstore.ratis.RatisConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a manager needs.
 *
 * @param peerId this manager's id in Raft: its node's id, a dash and the number it joined under
 * @param raftDirectory where log and snapshots are; its own
 * @param start whether it founds a cluster or waits to be let in, while the directory is empty
 * @param clock the time of the cluster
 * @param steadyClock never set back or forth; silence of nodes is measured with it
 * @param electionTimeout least silence of a leader before this manager stands for its place
 */
public record ManagerSetup(
    String peerId,
    Endpoints endpoints,
    Path raftDirectory,
    RatisConfig.Start start,
    TlsIdentity identity,
    KeyRing keyRing,
    InstantSource clock,
    InstantSource steadyClock,
    SecureRandom random,
    Duration electionTimeout) {

  /**
   * Where a manager listens and where others reach it.
   *
   * @param raftAdvertise host:port
   * @param controlAdvertise host:port
   */
  public record Endpoints(
      InetSocketAddress controlListen,
      InetSocketAddress raftListen,
      String controlAdvertise,
      String raftAdvertise) {}

  String nodeId() {
    return identity.current().nodeId();
  }

  /** As other managers know it. */
  Member member() {
    return new Member(nodeId(), peerId, endpoints.raftAdvertise, endpoints.controlAdvertise);
  }
}
