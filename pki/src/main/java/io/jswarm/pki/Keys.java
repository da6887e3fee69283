package io.jswarm.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/** ECDSA P-256 keys: the only kind the cluster makes or signs. */
final class Keys {
  static final String SIGNATURE = "SHA256withECDSA";

  private static final String CURVE = "secp256r1";
  private static final int CURVE_BITS = 256;
  private static final byte[] PROBE = "jswarm key pair probe".getBytes(StandardCharsets.US_ASCII);

  private Keys() {}

  static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ECDSA on P-256", e);
    }
  }

  static String toPem(PrivateKey key) {
    return Pem.encode(Pem.PRIVATE_KEY, key.getEncoded());
  }

  /**
   * Reads a PKCS#8 key.
   *
   * @throws IllegalArgumentException when it is not an ECDSA P-256 key in PKCS#8
   */
  static ECPrivateKey fromPem(String pem) {
    byte[] encoded = Pem.decodeOne(Pem.PRIVATE_KEY, pem);
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (key instanceof ECPrivateKey ec && onCurve(ec.getParams().getOrder().bitLength())) {
        return ec;
      }
      throw new IllegalArgumentException("the private key is not on the curve P-256");
    } catch (InvalidKeySpecException e) {
      throw new IllegalArgumentException("the private key is not an ECDSA key in PKCS#8", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ECDSA", e);
    }
  }

  static boolean isSupported(PublicKey key) {
    return key instanceof ECPublicKey ec && onCurve(ec.getParams().getOrder().bitLength());
  }

  private static boolean onCurve(int orderBits) {
    return orderBits == CURVE_BITS;
  }

  /**
   * Whether the two keys are one pair, found out by signing with one and verifying by the other.
   */
  static boolean areAPair(PrivateKey privateKey, PublicKey publicKey) {
    try {
      Signature signer = Signature.getInstance(SIGNATURE);
      signer.initSign(privateKey);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(SIGNATURE);
      verifier.initVerify(publicKey);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (InvalidKeyException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no ECDSA", e);
    }
  }
}
