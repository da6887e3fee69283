package io.jswarm.worker.agent.live;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Function;

/**
 * Channels to managers that were asked for a session and gave none, kept while the node goes on
 * looking for the leader: to ask one of them again costs neither side another handshake. Used by
 * the agent's thread only.
 */
final class AskedManagers {
  /** A cluster has seldom more managers; the one asked longest ago is forgotten. */
  static final int KEPT_MAX = 7;

  private final Function<String, ManagedChannel> open;
  private final LinkedHashMap<String, ManagedChannel> kept = new LinkedHashMap<>();

  /** Those that were connected and had not answered yet, once. */
  private final Set<ManagedChannel> silent = new HashSet<>();

  /**
   * @param open makes a channel to an address
   */
  AskedManagers(Function<String, ManagedChannel> open) {
    this.open = open;
  }

  /**
   * A channel to the address, which is the caller's from now on: the one that was kept, as long as
   * it is connected or about to be, else a new one.
   */
  ManagedChannel take(String address) {
    ManagedChannel before = kept.remove(address);
    if (before != null && isOpen(before)) {
      return before;
    }
    if (before != null) {
      close(before);
    }
    return open.apply(address);
  }

  /**
   * Keeps a channel whose manager gave no session, or closes it. A busy manager may be about to
   * shake hands or to answer, and what it has computed would be lost; but a connection that stays
   * without an answer twice leads to nobody any more.
   *
   * @param answered whether the manager said anything
   */
  void keep(String address, ManagedChannel channel, boolean answered) {
    boolean isOfUse =
        switch (channel.getState(false)) {
          case CONNECTING -> true;
          case READY -> answered || silent.add(channel);
          case IDLE, TRANSIENT_FAILURE, SHUTDOWN -> false;
        };
    if (!isOfUse) {
      close(channel);
      return;
    }
    ManagedChannel before = kept.put(address, channel);
    if (before != null) {
      close(before);
    }
    if (kept.size() > KEPT_MAX) {
      close(kept.pollFirstEntry().getValue());
    }
  }

  /** The search is over. */
  void closeAll() {
    kept.values().forEach(ManagedChannel::shutdownNow);
    kept.clear();
    silent.clear();
  }

  private void close(ManagedChannel channel) {
    silent.remove(channel);
    channel.shutdownNow();
  }

  private static boolean isOpen(ManagedChannel channel) {
    ConnectivityState state = channel.getState(false);
    return state == ConnectivityState.CONNECTING || state == ConnectivityState.READY;
  }
}
