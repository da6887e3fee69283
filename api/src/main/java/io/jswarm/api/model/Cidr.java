package io.jswarm.api.model;

import java.util.List;
import java.util.Optional;

/** Addresses as attachments have them: with the length of their network's prefix, or without. */
public final class Cidr {
  private Cidr() {}

  /** The address alone. */
  public static String address(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }

  /** The first of IPv4, as it stands there. */
  public static Optional<String> firstV4(List<String> addresses) {
    return addresses.stream().filter(each -> !isV6(each)).findFirst();
  }

  /** The first of IPv6, as it stands there. */
  public static Optional<String> firstV6(List<String> addresses) {
    return addresses.stream().filter(Cidr::isV6).findFirst();
  }

  private static boolean isV6(String address) {
    return address.indexOf(':') >= 0;
  }
}
