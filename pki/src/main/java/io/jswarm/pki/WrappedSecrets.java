package io.jswarm.pki;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * A secret kept beside the node's key and readable only with it: AES-256-GCM under a key derived by
 * HKDF-SHA256 from the private key and a fresh salt.
 *
 * <p>Layout: format (1 byte, {@value #FORMAT}), salt (32), nonce (12), ciphertext with its 16-byte
 * tag. Everything before the ciphertext is authenticated too.
 */
final class WrappedSecrets {
  private static final byte FORMAT = 1;
  private static final int SALT_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int HEADER_BYTES = 1 + SALT_BYTES + NONCE_BYTES;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int SCALAR_BYTES = 32;
  private static final byte[] PURPOSE =
      "jswarm node secrets v1".getBytes(StandardCharsets.US_ASCII);

  private WrappedSecrets() {}

  static byte[] wrap(byte[] secret, PrivateKey nodeKey, SecureRandom random) {
    byte[] header = new byte[HEADER_BYTES];
    random.nextBytes(header);
    header[0] = FORMAT;
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, header, nodeKey).doFinal(secret);
      return ByteBuffer.allocate(HEADER_BYTES + sealed.length).put(header).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot wrap a secret", e);
    }
  }

  /**
   * @throws PkiException with {@link PkiRefusal.SecretNotOurs} when the text was altered, cut off,
   *     or wrapped by another key
   */
  static byte[] unwrap(byte[] wrapped, PrivateKey nodeKey) throws PkiException {
    if (wrapped.length < HEADER_BYTES + TAG_BITS / Byte.SIZE) {
      throw new PkiException(new PkiRefusal.SecretNotOurs("it was cut off"));
    }
    if (wrapped[0] != FORMAT) {
      throw new PkiException(
          new PkiRefusal.SecretNotOurs(
              "its format is %d, this jswarmd reads %d".formatted(wrapped[0], FORMAT)));
    }
    byte[] header = Arrays.copyOf(wrapped, HEADER_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, header, nodeKey)
          .doFinal(wrapped, HEADER_BYTES, wrapped.length - HEADER_BYTES);
    } catch (AEADBadTagException e) {
      throw new PkiException(
          new PkiRefusal.SecretNotOurs("it was altered, or wrapped by another node key"), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot unwrap a secret", e);
    }
  }

  private static Cipher cipher(int mode, byte[] header, PrivateKey nodeKey)
      throws GeneralSecurityException {
    byte[] salt = Arrays.copyOfRange(header, 1, 1 + SALT_BYTES);
    byte[] nonce = Arrays.copyOfRange(header, 1 + SALT_BYTES, HEADER_BYTES);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, derivedKey(nodeKey, salt), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header);
    return cipher;
  }

  private static SecretKey derivedKey(PrivateKey nodeKey, byte[] salt)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveKey(
            "AES",
            HKDFParameterSpec.ofExtract()
                .addIKM(scalar(nodeKey))
                .addSalt(salt)
                .thenExpand(PURPOSE, KEY_BYTES));
  }

  /** The key's number itself: its PKCS#8 form may change between JDKs. */
  private static byte[] scalar(PrivateKey nodeKey) {
    if (!(nodeKey instanceof ECPrivateKey ec)) {
      throw new IllegalArgumentException("node keys are ECDSA keys");
    }
    byte[] magnitude = ec.getS().toByteArray();
    byte[] scalar = new byte[SCALAR_BYTES];
    int length = Math.min(magnitude.length, SCALAR_BYTES);
    System.arraycopy(magnitude, magnitude.length - length, scalar, SCALAR_BYTES - length, length);
    return scalar;
  }
}
