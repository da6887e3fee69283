package io.jswarm.raftstore.ratis;

import io.jswarm.raftstore.log.LogStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;

/** Reads a {@link LogStatus} off a Ratis server. */
final class StatusView {
  private StatusView() {}

  static LogStatus of(RaftServer server, Group group) {
    try {
      RaftServer.Division division = server.getDivision(group.id());
      DivisionInfo info = division.getInfo();
      RaftPeerId leader = info.getLeaderId();
      return new LogStatus(
          role(info),
          info.getCurrentTerm(),
          leader == null ? null : leader.toString(),
          info.getLastAppliedIndex(),
          division.getRaftLog().getLastCommittedIndex(),
          peers(division, info.getRoleInfoProto()));
    } catch (IOException | IllegalStateException closed) {
      return new LogStatus(LogStatus.Role.STOPPED, 0, null, -1, -1, List.of());
    }
  }

  private static LogStatus.Role role(DivisionInfo info) {
    if (!info.isAlive()) {
      return LogStatus.Role.STOPPED;
    }
    return switch (info.getCurrentRole()) {
      case LEADER -> LogStatus.Role.LEADER;
      case CANDIDATE -> LogStatus.Role.CANDIDATE;
      case FOLLOWER, LISTENER, UNRECOGNIZED -> LogStatus.Role.FOLLOWER;
    };
  }

  private static List<LogStatus.Peer> peers(RaftServer.Division division, RoleInfoProto role) {
    Map<String, Duration> contacts = new TreeMap<>();
    if (role.hasLeaderInfo()) {
      role.getLeaderInfo().getFollowerInfoList().forEach(peer -> note(peer, contacts));
    } else if (role.hasFollowerInfo()) {
      note(role.getFollowerInfo().getLeaderInfo(), contacts);
    }
    return division.getRaftConf().getAllPeers().stream()
        .map(RaftPeer::getId)
        .filter(id -> !id.equals(division.getId()))
        .map(id -> new LogStatus.Peer(id.toString(), contacts.get(id.toString())))
        .sorted(Comparator.comparing(LogStatus.Peer::memberId))
        .toList();
  }

  private static void note(ServerRpcProto peer, Map<String, Duration> contacts) {
    String id = peer.getId().getId().toStringUtf8();
    contacts.put(id, Duration.ofMillis(peer.getLastRpcElapsedTimeMs()));
  }
}
