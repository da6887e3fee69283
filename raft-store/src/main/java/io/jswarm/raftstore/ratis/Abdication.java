package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import java.io.IOException;
import java.util.List;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives up the leadership of a member whose disk is in trouble. For one thread. */
final class Abdication {
  private static final Logger LOG = LoggerFactory.getLogger(Abdication.class);

  private final RaftServer server;
  private final Group group;
  private final MembershipChanges changes;
  private int turn;

  Abdication(RaftServer server, Group group, MembershipChanges changes) {
    this.server = server;
    this.group = group;
    this.changes = changes;
  }

  boolean leads() {
    try {
      return server.getDivision(group.id()).getInfo().isLeader();
    } catch (IOException closed) {
      return false;
    }
  }

  /** Whether there is nobody to lead instead. */
  boolean isAlone() {
    try {
      return server.getDivision(group.id()).getRaftConf().getAllPeers().size() <= 1;
    } catch (IOException closed) {
      return true;
    }
  }

  /**
   * Hands it to another in good order: the disk still works. Each time to another, since the disk
   * of the last may be no better.
   */
  void handOver() {
    List<String> others =
        StatusView.of(server, group).peers().stream()
            .filter(LogStatus.Peer::reachable)
            .map(LogStatus.Peer::memberId)
            .toList();
    if (!others.isEmpty()) {
      String next = others.get(turn++ % others.size());
      LOG.info("the leadership is handed to {}", next);
      changes.transfer(next, Abdication::log);
    }
  }

  /** Lets go of it without writing anything. */
  void stepDown() {
    if (!StatusView.of(server, group).peers().isEmpty()) {
      LOG.info("the leadership is given up; the others elect");
      changes.stepDown(Abdication::log);
    }
  }

  private static void log(MemberChange change) {
    LOG.info("giving up the leadership: {}", change);
  }
}
