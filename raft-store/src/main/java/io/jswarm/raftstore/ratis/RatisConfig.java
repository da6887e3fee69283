package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogMember;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * What one member needs to start.
 *
 * @param clusterId the group is derived from it: members of different clusters never mix
 * @param self this member's id and the address others dial
 * @param listen where it listens for other members
 * @param directory its own, holding log, snapshots and known addresses; made when missing
 * @param start how it came to be a member; the same value at every start
 * @param tls its identity and whom it trusts
 */
public record RatisConfig(
    String clusterId,
    LogMember self,
    InetSocketAddress listen,
    Path directory,
    Start start,
    PeerTls tls,
    RatisTuning tuning) {

  /** How a member came to be one. It only matters while its directory is empty. */
  public enum Start {
    /** The first member of a new cluster. */
    FOUND,
    /** Waits to be added by the leader. */
    JOIN
  }
}
