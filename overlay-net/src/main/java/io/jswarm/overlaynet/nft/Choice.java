package io.jswarm.overlaynet.nft;

import java.util.List;

/**
 * Where a chain sends what comes by: to one of these addresses, each as likely as the others.
 *
 * @param addresses literals of one family, at least one
 * @param port where to; 0 keeps the port
 */
public record Choice(List<String> addresses, int port) {
  public Choice {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a choice has at least one address");
    }
  }
}
