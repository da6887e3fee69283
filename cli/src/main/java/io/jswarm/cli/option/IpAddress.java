package io.jswarm.cli.option;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses given as numbers. */
public final class IpAddress {
  private IpAddress() {}

  /** The address in its usual spelling; names are refused. */
  public static String parse(String text) {
    String bare = text.strip();
    boolean numeric =
        bare.indexOf(':') >= 0
            || (!bare.isEmpty() && bare.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
    try {
      if (numeric && (bare.indexOf(':') >= 0 || bare.split("\\.", -1).length == 4)) {
        InetAddress address = InetAddress.getByName(bare);
        return bare.indexOf(':') >= 0 ? bare : address.getHostAddress();
      }
    } catch (UnknownHostException _) {
      throw bad(text);
    }
    throw bad(text);
  }

  /** As it stands before a port: {@code [fd00::5]}. */
  public static String bracketed(String address) {
    return address.indexOf(':') >= 0 ? "[" + address + "]" : address;
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException("'" + text + "' is not an IP address");
  }
}
