package io.jswarm.overlaynet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** An address as it is written. */
public final class Literal {
  private Literal() {}

  /**
   * What {@link InetAddress#ofLiteral} says too, in far less time for v6: that tries v4 first, and
   * makes an exception with its stack of each failure.
   */
  public static InetAddress address(String literal) {
    return literal.indexOf(':') < 0
        ? Inet4Address.ofLiteral(literal)
        : Inet6Address.ofLiteral(literal);
  }
}
