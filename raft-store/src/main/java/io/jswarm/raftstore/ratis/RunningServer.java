package io.jswarm.raftstore.ratis;

import java.util.Optional;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/**
 * The server of this member while it runs, for those that its port was built with and that came
 * before it.
 */
final class RunningServer {
  /** A server and the one group it is of. */
  record Member(RaftServer server, Group group) {}

  private volatile @Nullable Member member;

  /** The server runs now. */
  void begin(RaftServer server, Group group) {
    member = new Member(server, group);
  }

  /** The server is about to close. */
  void end() {
    member = null;
  }

  /** Empty before it runs, and once it is about to close. */
  Optional<Member> member() {
    return Optional.ofNullable(member);
  }
}
