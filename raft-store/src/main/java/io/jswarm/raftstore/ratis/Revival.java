package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpcWithProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a member is back. A gRPC channel whose connections fail waits ever longer before the
 * next try, up to two minutes, and fails every call meanwhile: a follower could neither ask a
 * member that was away for its vote, nor read through it once it leads. So members to whom a
 * connection has failed are dialled by this, and when one answers the channel is made anew. A
 * leader needs none of this: Ratis' appenders reset their channels themselves.
 */
final class Revival implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);

  /** Between two rounds of dialling: half of the shortest election. */
  private static final long AGAIN_MILLIS = 150;

  private final RaftServer server;
  private final Group group;
  private final AddressBook addresses;
  private final Consumer<String> listener = this::failed;
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dialling = new AtomicBoolean();
  private volatile boolean closed;

  Revival(RaftServer server, Group group, AddressBook addresses) {
    this.server = server;
    this.group = group;
    this.addresses = addresses;
    PeerResolver.tellOfFailures(listener);
  }

  private void failed(String peerId) {
    boolean isOther = !peerId.equals(server.getId().toString());
    if (isOther && !addresses.address(peerId).isEmpty() && away.add(peerId)) {
      dial();
    }
  }

  private void dial() {
    if (!closed && dialling.compareAndSet(false, true)) {
      Thread.ofVirtual().name("revival").start(this::loop);
    }
  }

  private void loop() {
    try {
      while (!closed && !away.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        away.removeIf(peerId -> !isMember(peerId));
        for (String peerId : List.copyOf(away)) {
          if (Dial.of(addresses.address(peerId)) == Dial.ANSWERS) {
            away.remove(peerId);
            revive(peerId);
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      dialling.set(false);
    }
    if (!away.isEmpty()) {
      dial();
    }
  }

  private boolean isMember(String peerId) {
    try {
      return server.getDivision(group.id()).getRaftConf().getPeer(RaftPeerId.valueOf(peerId))
          != null;
    } catch (IOException closing) {
      return false;
    }
  }

  private void revive(String peerId) {
    try {
      boolean leads = server.getDivision(group.id()).getInfo().isLeader();
      if (!leads && server.getServerRpc() instanceof RaftServerRpcWithProxy<?, ?> rpc) {
        LOG.info("member {} can be reached again", peerId);
        // waits for the old channel to end
        Thread.ofVirtual()
            .name("reconnect-" + peerId)
            .start(() -> rpc.getProxies().resetProxy(RaftPeerId.valueOf(peerId)));
      }
    } catch (IOException closing) {
      LOG.debug("the log is closing: {}", closing.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    PeerResolver.tellNoMore(listener);
  }
}
