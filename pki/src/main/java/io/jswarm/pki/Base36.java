package io.jswarm.pki;

import java.math.BigInteger;

/** Numbers as fixed-width base 36 text, left-padded with zeros: the alphabet of join tokens. */
final class Base36 {
  private static final int RADIX = 36;

  private Base36() {}

  static String encode(byte[] magnitude, int width) {
    String digits = new BigInteger(1, magnitude).toString(RADIX);
    return "0".repeat(width - digits.length()) + digits;
  }

  static boolean isDigits(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  }

  static BigInteger decode(String digits) {
    return new BigInteger(digits, RADIX);
  }
}
