package io.jswarm.overlaynet.ipam;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of IPv6 addresses in CIDR notation.
 *
 * @param base the first address as a number; the bits beyond the length are zero
 * @param length 0 to 128
 */
public record Prefix6(BigInteger base, int length) {
  private static final int BITS = 128;

  /** A prefix as text, such as {@code fd00::/64}; bits beyond the length are dropped. */
  public static Optional<Prefix6> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return length > BITS
        ? Optional.empty()
        : address(text.substring(0, slash)).map(address -> around(address, length));
  }

  private static Prefix6 around(BigInteger address, int length) {
    return new Prefix6(address.shiftRight(BITS - length).shiftLeft(BITS - length), length);
  }

  /** An address as a number; nothing for what is not IPv6. */
  public static Optional<BigInteger> address(String text) {
    if (text.indexOf(':') < 0 || text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigInteger(1, Inet6Address.ofLiteral(text).getAddress()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address at this place of the range, the first being 0. */
  public String at(long index) {
    return format(base.add(BigInteger.valueOf(index)));
  }

  /** How many addresses it has, or {@link Long#MAX_VALUE} when that is less. */
  public long size() {
    return BITS - length >= Long.SIZE - 1 ? Long.MAX_VALUE : 1L << (BITS - length);
  }

  public boolean contains(BigInteger address) {
    return around(address, length).equals(this);
  }

  public boolean overlaps(Prefix6 other) {
    return length <= other.length ? contains(other.base) : other.contains(base);
  }

  private static String format(BigInteger address) {
    byte[] bytes = new byte[BITS / Byte.SIZE];
    byte[] digits = address.toByteArray();
    int length = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    try {
      return shortened(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an IPv6 address", e);
    }
  }

  /** The longest run of at least two zero groups becomes {@code ::} (RFC 5952). */
  private static String shortened(String text) {
    String[] groups = text.split(":");
    int from = 0;
    int longest = 1;
    int run = 0;
    for (int i = 0; i < groups.length; i++) {
      run = groups[i].equals("0") ? run + 1 : 0;
      if (run > longest) {
        longest = run;
        from = i - run + 1;
      }
    }
    if (longest == 1) {
      return text;
    }
    return String.join(":", java.util.Arrays.copyOfRange(groups, 0, from))
        + "::"
        + String.join(":", java.util.Arrays.copyOfRange(groups, from + longest, groups.length));
  }

  @Override
  public String toString() {
    return format(base) + "/" + length;
  }
}
