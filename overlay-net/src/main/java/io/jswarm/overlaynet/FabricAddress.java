package io.jswarm.overlaynet;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/**
 * Addresses of the fabric, the network that joins all nodes. What has a v4 address on it has a v6
 * address too, which follows from the first: nobody allocates it.
 */
public final class FabricAddress {
  /** All v6 addresses of the fabric; the last 32 bits are those of the v4 address. */
  public static final String V6_PREFIX = "fd6a:7377::/96";

  private FabricAddress() {}

  /** The v6 address of what has this v4 address, as short as it can be written. */
  public static String v6(String v4) {
    int bits = ByteBuffer.wrap(Inet4Address.ofLiteral(v4).getAddress()).getInt();
    return "fd6a:7377::%x:%x".formatted(bits >>> Short.SIZE, bits & 0xffff);
  }
}
