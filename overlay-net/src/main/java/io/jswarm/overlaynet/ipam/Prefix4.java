package io.jswarm.overlaynet.ipam;

import java.util.Optional;

/**
 * A range of IPv4 addresses in CIDR notation. Prefixes are ordered by their first address, then the
 * longer range first.
 *
 * @param base the first address as an unsigned number; the bits beyond the length are zero
 * @param length 0 to 32
 */
public record Prefix4(long base, int length) implements Comparable<Prefix4> {
  private static final int BITS = 32;

  public Prefix4 {
    if (length < 0 || length > BITS || base < 0 || base >> BITS != 0) {
      throw new IllegalArgumentException("no IPv4 prefix: " + base + "/" + length);
    }
    if ((base & (size(length) - 1)) != 0) {
      throw new IllegalArgumentException(
          format(base) + "/" + length + " has bits beyond its length");
    }
  }

  /** The range of this length that holds the address. */
  public static Prefix4 around(long address, int length) {
    return new Prefix4(address & -size(length), length);
  }

  /** One address. */
  public static Prefix4 of(long address) {
    return new Prefix4(address, BITS);
  }

  /** A prefix as text, such as {@code 10.0.0.0/8}; bits beyond the length are dropped. */
  public static Optional<Prefix4> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return length > BITS
        ? Optional.empty()
        : address(text.substring(0, slash)).map(address -> around(address, length));
  }

  /**
   * A prefix that is known to be one.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static Prefix4 valueOf(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no IPv4 prefix: " + text));
  }

  /** An address as a number. */
  public static Optional<Long> address(String text) {
    return address(text, text.length());
  }

  /** The address in a text that may have a prefix length. */
  public static Optional<Long> addressOf(String text) {
    int slash = text.indexOf('/');
    return address(text, slash < 0 ? text.length() : slash);
  }

  /** By hand: a new leader reads some hundred thousand. */
  private static Optional<Long> address(String text, int end) {
    long address = 0;
    int octet = 0;
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' && digits < 3) {
        octet = octet * 10 + (c - '0');
        digits++;
      } else if (c == '.' && digits > 0 && dots < 3) {
        address = (address << 8) + octet;
        octet = 0;
        digits = 0;
        dots++;
      } else {
        return Optional.empty();
      }
      if (octet > 255) {
        return Optional.empty();
      }
    }
    return dots == 3 && digits > 0 ? Optional.of((address << 8) + octet) : Optional.empty();
  }

  /** An address as text. */
  public static String format(long address) {
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  private static long size(int length) {
    return 1L << (BITS - length);
  }

  /** How many addresses it has. */
  public long size() {
    return size(length);
  }

  /** The last address. */
  public long last() {
    return base + size() - 1;
  }

  public boolean contains(long address) {
    return address >= base && address <= last();
  }

  public boolean contains(Prefix4 other) {
    return other.length >= length && contains(other.base);
  }

  public boolean overlaps(Prefix4 other) {
    return contains(other.base) || other.contains(base);
  }

  /** The first half of it. */
  public Prefix4 lower() {
    return new Prefix4(base, length + 1);
  }

  /** The second half of it. */
  public Prefix4 upper() {
    return new Prefix4(base + size() / 2, length + 1);
  }

  /** The range that, with it, makes up the next larger one. */
  public Prefix4 buddy() {
    return new Prefix4(base ^ size(), length);
  }

  /** The next larger range it is half of. */
  public Prefix4 parent() {
    return around(base, length - 1);
  }

  @Override
  public int compareTo(Prefix4 other) {
    int byBase = Long.compare(base, other.base);
    return byBase == 0 ? Integer.compare(length, other.length) : byBase;
  }

  @Override
  public String toString() {
    return format(base) + "/" + length;
  }
}
