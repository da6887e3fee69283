package io.jswarm.overlaynet.wireguard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One WireGuard device as it should be.
 *
 * @param port of UDP, where it is reached and sends from
 */
public record Tunnel(String device, int port, KeyPair key, List<Peer> peers) {
  /** So often something is sent to each peer: a session is there before it is needed. */
  static final int KEEPALIVE_SECONDS = 25;

  /**
   * The other end.
   *
   * @param node its address on the underlay
   * @param inner the only address it may send from
   */
  public record Peer(String publicKey, InetAddress node, InetAddress inner) {}

  public Tunnel {
    peers = List.copyOf(peers);
  }

  /** Whether a device has the right key and port. */
  boolean isBegun(ShownTunnel shown) {
    return shown.publicKey().equals(key.publicKey()) && shown.port() == port;
  }

  /**
   * The arguments of {@code wg set DEVICE} that lead from the peers shown to these, a list for each
   * change; those that are right are not named, for naming one disturbs it. Who goes is first: the
   * address may be another's by now.
   */
  List<List<String>> changes(ShownTunnel shown) {
    Map<String, Peer> wanted = new TreeMap<>();
    peers.forEach(peer -> wanted.put(peer.publicKey, peer));
    List<List<String>> changes = new ArrayList<>();
    for (String known : shown.peers().keySet()) {
      if (!wanted.containsKey(known)) {
        changes.add(List.of("peer", known, "remove"));
      }
    }
    wanted.forEach((publicKey, peer) -> {
      if (!shownAs(peer).equals(shown.peers().get(publicKey))) {
        changes.add(
            List.of(
                "peer",
                publicKey,
                "endpoint",
                endpoint(peer.node),
                "persistent-keepalive",
                Integer.toString(KEEPALIVE_SECONDS),
                "allowed-ips",
                allowed(peer)));
      }
    });
    return changes;
  }

  private ShownTunnel.Peer shownAs(Peer peer) {
    return new ShownTunnel.Peer(peer.node, allowed(peer), Integer.toString(KEEPALIVE_SECONDS));
  }

  private static String allowed(Peer peer) {
    return peer.inner.getHostAddress() + "/32";
  }

  private String endpoint(InetAddress node) {
    String text = node.getHostAddress();
    return (node instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port;
  }
}
