package io.jswarm.api.id;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Mints and recognises ids: 25 characters of 0-9 and a-z, about 129 bits of chance. */
public final class Ids {
  /** How long an id is. */
  public static final int LENGTH = 25;

  private static final int RADIX = 36;

  /** 136 bits: one digit of base 36 more than an id has, and then one that is cut off. */
  private static final int SOURCE_BYTES = 17;

  private Ids() {}

  /** A new id; on a real cluster the source must be a secure one. */
  public static String mint(RandomGenerator source) {
    byte[] bytes = new byte[SOURCE_BYTES];
    source.nextBytes(bytes);
    bytes[0] |= (byte) 0x80;
    return new BigInteger(1, bytes).toString(RADIX).substring(1, 1 + LENGTH);
  }

  /** Whether the text has the form of an id. */
  public static boolean isValid(String text) {
    return text.length() == LENGTH
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  }
}
