package io.jswarm.raftstore.ratis;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

  private final String self;
  private final AddressBook addresses;
  private final Predicate<String> isMember;
  private final Consumer<String> onBack;
  private final Consumer<String> listener = this::failed;
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dialling = new AtomicBoolean();
  private volatile boolean closed;

  /**
   * Dials from now on.
   *
   * @param isMember whether it is still of use to reach a peer
   * @param onBack told of each peer that can be reached again; must not block
   */
  Revival(String self, AddressBook addresses, Predicate<String> isMember, Consumer<String> onBack) {
    this.self = self;
    this.addresses = addresses;
    this.isMember = isMember;
    this.onBack = onBack;
    PeerResolver.tellOfFailures(listener);
  }

  /** Makes the channels of a server anew. */
  static Revival of(RaftServer server, Group group, AddressBook addresses) {
    return new Revival(
        server.getId().toString(),
        addresses,
        peerId -> isMember(server, group, peerId),
        peerId -> revive(server, group, peerId));
  }

  private void failed(String peerId) {
    boolean isOther = !peerId.equals(self);
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
        away.removeIf(isMember.negate());
        for (String peerId : List.copyOf(away)) {
          if (Dial.of(addresses.address(peerId)) == Dial.ANSWERS) {
            away.remove(peerId);
            onBack.accept(peerId);
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

  private static boolean isMember(RaftServer server, Group group, String peerId) {
    try {
      return server.getDivision(group.id()).getRaftConf().getPeer(RaftPeerId.valueOf(peerId))
          != null;
    } catch (IOException closing) {
      return false;
    }
  }

  private static void revive(RaftServer server, Group group, String peerId) {
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
