package io.jswarm.raftstore.ratis;

import java.io.IOException;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes Ratis dial its peers anew. Each takes up to two seconds, so each has a thread. */
final class Reconnect {
  private static final Logger LOG = LoggerFactory.getLogger(Reconnect.class);

  private Reconnect() {}

  static void all(RaftServer server, Group group) {
    if (!(server.getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> rpc)) {
      throw new IllegalStateException("Ratis' transport has no connections to reset");
    }
    try {
      for (RaftPeer peer : server.getDivision(group.id()).getRaftConf().getAllPeers()) {
        if (!peer.getId().equals(server.getId())) {
          Thread.ofVirtual()
              .name("reconnect-" + peer.getId())
              .start(() -> rpc.getProxies().resetProxy(peer.getId()));
        }
      }
    } catch (IOException e) {
      LOG.warn("connections are kept, the log is closing: {}", e.toString());
    }
  }
}
