package io.jswarm.overlaynet.wireguard;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;

/**
 * A Curve25519 key pair as WireGuard takes it (RFC 7748): 32 bytes each, base64.
 *
 * @param madeAt when it was made, by this node's clock
 */
public record KeyPair(String privateKey, String publicKey, Instant madeAt) {
  private static final int BYTES = 32;

  /** Makes a new pair. */
  public static KeyPair make(SecureRandom random, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("XDH");
      generator.initialize(NamedParameterSpec.X25519, random);
      java.security.KeyPair pair = generator.generateKeyPair();
      byte[] secret =
          ((XECPrivateKey) pair.getPrivate())
              .getScalar()
              .orElseThrow(() -> new IllegalStateException("the JDK hides the key it made"));
      clamp(secret);
      return new KeyPair(
          Base64.getEncoder().encodeToString(secret),
          Base64.getEncoder()
              .encodeToString(littleEndian(((XECPublicKey) pair.getPublic()).getU())),
          now);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has X25519", e);
    }
  }

  /** As every implementation does before it uses the number (RFC 7748, section 5). */
  private static void clamp(byte[] secret) {
    secret[0] &= (byte) 0xf8;
    secret[BYTES - 1] &= 0x7f;
    secret[BYTES - 1] |= 0x40;
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] bytes = new byte[BYTES];
    byte[] big = number.toByteArray();
    for (int i = 0; i < Math.min(BYTES, big.length); i++) {
      bytes[i] = big[big.length - 1 - i];
    }
    return bytes;
  }

  /** Whether this has the form of a key. */
  static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Never shows the private key. */
  @Override
  public String toString() {
    return "KeyPair[" + publicKey + "]";
  }
}
