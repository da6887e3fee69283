package io.jswarm.overlaynet.kernel;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Address families by the kernel's numbers. */
final class Families {
  static final int ANY = 0;
  static final int V4 = 2;
  static final int BRIDGE = 7;
  static final int V6 = 10;

  private Families() {}

  static int of(InetAddress address) {
    return address instanceof Inet4Address ? V4 : V6;
  }
}
