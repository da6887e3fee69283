package io.jswarm.overlaynet.state;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A range of addresses: all that begin with the same bits. The bits after them are kept as given,
 * so an address with its prefix length is one too.
 *
 * @param length of the common part, in bits
 */
public record Prefix(InetAddress address, int length) {
  public Prefix {
    if (length < 0 || length > bits(address)) {
      throw new IllegalArgumentException(
          "a prefix of " + address.getHostAddress() + " has no " + length + " bits");
    }
  }

  /** Reads {@code 10.0.0.0/8}; without a length, one address. */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return of(InetAddress.ofLiteral(text));
    }
    return new Prefix(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  /** One address. */
  public static Prefix of(InetAddress address) {
    return new Prefix(address, bits(address));
  }

  public static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  public boolean isV6() {
    return address instanceof Inet6Address;
  }

  public boolean isOneAddress() {
    return length == bits(address);
  }

  /** Its first address. */
  public InetAddress first() {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
    }
    return address(bytes);
  }

  public boolean contains(InetAddress other) {
    return bits(other) == bits(address)
        && Arrays.equals(first().getAddress(), new Prefix(other, length).first().getAddress());
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }
}
