package io.jswarm.daemon;

import io.jswarm.daemon.node.Addresses;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses this machine has at the moment, without those of containers' own devices. */
final class LocalAddresses {
  private static final Logger LOG = LoggerFactory.getLogger(LocalAddresses.class);

  /** Bridges and cables that engines make for containers are no way to reach the node. */
  private static final List<String> NOT_OURS = List.of("docker", "veth", "br-", "jsw");

  private LocalAddresses() {}

  static List<Addresses.Local> find() {
    List<Addresses.Local> found = new ArrayList<>();
    try {
      for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        boolean foreign = NOT_OURS.stream().anyMatch(device.getName()::startsWith);
        if (!foreign && device.isUp()) {
          for (InetAddress address : Collections.list(device.getInetAddresses())) {
            if (!address.isLinkLocalAddress()) {
              found.add(
                  new Addresses.Local(
                      device.getName(), address.getHostAddress(), device.isLoopback()));
            }
          }
        }
      }
    } catch (SocketException e) {
      LOG.warn("the network interfaces cannot be listed: {}", e.getMessage());
    }
    return found;
  }
}
