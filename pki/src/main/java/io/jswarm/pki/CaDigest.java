package io.jswarm.pki;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over the PEM text of a root certificate, as Swarm's join tokens carry it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record CaDigest(String hex) {
  static final int BASE36_WIDTH = 50;

  private static final int HEX_WIDTH = 64;

  public CaDigest {
    if (hex.length() != HEX_WIDTH || !hex.chars().allMatch(CaDigest::isLowerHex)) {
      throw new IllegalArgumentException("not a SHA-256 digest: '" + hex + "'");
    }
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  static CaDigest ofPem(String pem) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(pem.getBytes(StandardCharsets.UTF_8));
      return new CaDigest(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the number does not fit 256 bits
   */
  static CaDigest ofBase36(String digits) {
    String hex = Base36.decode(digits).toString(16);
    if (hex.length() > HEX_WIDTH) {
      throw new IllegalArgumentException("the digest is larger than 256 bits");
    }
    return new CaDigest("0".repeat(HEX_WIDTH - hex.length()) + hex);
  }

  String base36() {
    return Base36.encode(new BigInteger(hex, 16).toByteArray(), BASE36_WIDTH);
  }
}
