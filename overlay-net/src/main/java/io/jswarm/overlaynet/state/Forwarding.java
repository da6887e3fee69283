package io.jswarm.overlaynet.state;

import java.net.InetAddress;

/** Which node a tunnel sends frames for an Ethernet address to. */
public record Forwarding(String device, Mac mac, InetAddress node) implements Entry {
  @Override
  public String key() {
    return "forwarding " + mac + " dev " + device;
  }
}
