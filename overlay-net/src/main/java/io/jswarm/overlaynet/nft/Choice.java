package io.jswarm.overlaynet.nft;

import java.util.List;

/**
 * Where a chain sends what comes by: to one of these addresses, each as likely as the others. What
 * could go to none is refused at once.
 *
 * @param addresses literals of one family
 * @param protocol what is sent on, as nft calls it; empty for all that comes by, with its port
 * @param port where to; 0 keeps the port
 */
public record Choice(List<String> addresses, String protocol, int port) {
  public Choice {
    addresses = List.copyOf(addresses);
    if (protocol.isEmpty() != (port == 0)) {
      throw new IllegalArgumentException("a port is one of a protocol");
    }
  }
}
