package io.jswarm.scheduler.constraint;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One IP address, or all that share a prefix. Only literals are read: nothing is ever looked up.
 */
record AddressRange(InetAddress base, int prefixLength) {
  private static final Pattern FOUR_NUMBERS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,3}");

  /** Reads {@code 10.1.2.3}, {@code 10.0.0.0/8} or their v6 like; empty when it is neither. */
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return address(text).map(a -> new AddressRange(a, bits(a)));
    }
    String length = text.substring(slash + 1);
    if (!SMALL_NUMBER.matcher(length).matches()) {
      return Optional.empty();
    }
    int prefixLength = Integer.parseInt(length);
    return address(text.substring(0, slash))
        .filter(a -> prefixLength <= bits(a))
        .map(a -> new AddressRange(a, prefixLength));
  }

  /** Whether the text is an address of this range. */
  boolean contains(String text) {
    return address(text).map(this::contains).orElse(false);
  }

  private boolean contains(InetAddress address) {
    byte[] mine = base.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((mine[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> address(String text) {
    if (text.indexOf(':') < 0 && !FOUR_NUMBERS.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }
}
