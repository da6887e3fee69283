package io.jswarm.overlaynet.wireguard;

import java.net.InetAddress;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A WireGuard device as {@code wg show DEVICE dump} shows it (wg(8)), without its private key.
 *
 * @param peers by public key
 */
record ShownTunnel(String publicKey, int port, SortedMap<String, Peer> peers) {
  private static final int FIELDS_OF_DEVICE = 4;
  private static final int FIELDS_OF_PEER = 8;

  /**
   * The other end.
   *
   * @param node where it was heard last, without its port; null when that is not known
   */
  record Peer(@Nullable InetAddress node, String allowed, String keepalive) {}

  /**
   * Reads what was printed.
   *
   * @throws TunnelException when it is not of that form
   */
  static ShownTunnel parse(String dump) throws TunnelException {
    String publicKey = "";
    int port = 0;
    SortedMap<String, Peer> peers = new TreeMap<>();
    for (String line : dump.lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length == FIELDS_OF_DEVICE) {
        publicKey = fields[1];
        port = port(fields[2]);
      } else if (fields.length == FIELDS_OF_PEER) {
        peers.put(fields[0], new Peer(node(fields[2]), fields[3], fields[7]));
      } else {
        throw new TunnelException("wg shows a device in a form that is not known here");
      }
    }
    return new ShownTunnel(publicKey, port, peers);
  }

  private static int port(String text) throws TunnelException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TunnelException("wg shows a device with the port '" + text + "'", e);
    }
  }

  private static @Nullable InetAddress node(String endpoint) {
    String address = endpoint.substring(0, Math.max(0, endpoint.lastIndexOf(':')));
    try {
      return InetAddress.ofLiteral(address.replace("[", "").replace("]", ""));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
