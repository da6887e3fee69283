package io.jswarm.raftstore.sim;

import io.jswarm.raftstore.log.LogMember;
import io.jswarm.raftstore.log.LogStatus;
import io.jswarm.raftstore.log.MemberChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes of a simulated log's members, as its leader makes them. */
final class SimMembership {
  private static final Duration GIVE_UP = Duration.ofMillis(1800);

  private static final Duration UNREACHABLE = Duration.ofHours(1);

  private final SimLogCluster cluster;

  SimMembership(SimLogCluster cluster) {
    this.cluster = cluster;
  }

  /** Runs a change a little later, if the member leads then. */
  void change(SimLog by, Consumer<MemberChange> told, Runnable change) {
    cluster.later(() -> {
      if (cluster.leads(by) && cluster.hasReadyLeader()) {
        change.run();
      } else {
        told.accept(new MemberChange.Refused("this member is not the leader"));
      }
    });
  }

  void add(LogMember member, Consumer<MemberChange> told) {
    SimLog joiner = cluster.reachable(member.id());
    if (joiner == null || joiner.isPaused()) {
      cluster.after(
          GIVE_UP, () -> told.accept(new MemberChange.Refused(member.id() + " cannot be reached")));
      return;
    }
    List<LogMember> next = new ArrayList<>(cluster.configuration());
    next.removeIf(old -> old.id().equals(member.id()));
    next.add(member);
    joiner.heardOf(cluster.leadership().term());
    cluster.configure(next);
    awaitJoined(joiner, cluster.end() - 1, told);
  }

  private void awaitJoined(SimLog joiner, long index, Consumer<MemberChange> told) {
    if (joiner.applied() >= index) {
      told.accept(new MemberChange.Done());
    } else if (!joiner.running()) {
      told.accept(new MemberChange.Unknown(joiner.id() + " stopped while it was added"));
    } else {
      cluster.after(cluster.settings().slowest(), () -> awaitJoined(joiner, index, told));
    }
  }

  void remove(SimLog by, String memberId, Consumer<MemberChange> told) {
    if (memberId.equals(by.id())) {
      told.accept(
          new MemberChange.Refused(
              "the leader cannot remove itself: transfer the leadership first"));
      return;
    }
    cluster.configure(
        cluster.configuration().stream().filter(m -> !m.id().equals(memberId)).toList());
    told.accept(new MemberChange.Done());
  }

  void transfer(String toId, Consumer<MemberChange> told) {
    told.accept(
        cluster.leadership().handOver(toId)
            ? new MemberChange.Done()
            : new MemberChange.Refused(toId + " cannot lead"));
  }

  /** The other members as one of them sees them. */
  List<LogStatus.Peer> peersOf(SimLog member) {
    return cluster.configuration().stream()
        .filter(peer -> !peer.id().equals(member.id()))
        .map(peer -> new LogStatus.Peer(peer.id(), contact(member, peer.id())))
        .toList();
  }

  private @Nullable Duration contact(SimLog from, String to) {
    if (cluster.leads(from)) {
      SimLog peer = cluster.reachable(to);
      boolean up = peer != null && cluster.talks(peer);
      return up ? Duration.ZERO : UNREACHABLE;
    }
    return to.equals(cluster.leaderId()) && cluster.reaches(from) ? Duration.ZERO : null;
  }
}
