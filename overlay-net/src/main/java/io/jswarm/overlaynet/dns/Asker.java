package io.jswarm.overlaynet.dns;

import java.net.InetAddress;
import java.util.List;

/**
 * A container that asks.
 *
 * @param networks the ids of those it is on, the first it was given first
 * @param servers whom it wants to be asked for other names, by {@code --dns}; empty for the host's
 */
public record Asker(List<String> networks, List<InetAddress> servers) {
  public Asker {
    networks = List.copyOf(networks);
    servers = List.copyOf(servers);
  }
}
