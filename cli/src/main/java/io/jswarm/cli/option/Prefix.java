package io.jswarm.cli.option;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses in CIDR form; a lone address is a block of one.
 *
 * @param bits how many bits an address of its family has
 */
public record Prefix(BigInteger address, int length, int bits) {
  /** The block of {@code 10.0.0.0/8} or {@code 10.0.0.1}. */
  public static Prefix parse(String text) {
    int slash = text.indexOf('/');
    String address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int bits = bytes.length * 8;
      int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (length >= 0 && length <= bits) {
        return new Prefix(new BigInteger(1, bytes), length, bits);
      }
    } catch (UnknownHostException | NumberFormatException _) {
      throw bad(text);
    }
    throw bad(text);
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException("'" + text + "' is not a subnet such as 10.0.0.0/24");
  }

  /** Whether every address of {@code other} is in this block. */
  public boolean contains(Prefix other) {
    int shift = bits - length;
    return bits == other.bits
        && other.length >= length
        && address.shiftRight(shift).equals(other.address.shiftRight(shift));
  }
}
