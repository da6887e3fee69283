package io.jswarm.overlaynet.state;

import java.net.InetAddress;

/** The Ethernet address of an IP address on a device, for good: nobody is asked for it. */
public record Neighbour(String device, InetAddress address, Mac mac) implements Entry {
  @Override
  public String key() {
    return "neighbour " + address.getHostAddress() + " dev " + device;
  }
}
