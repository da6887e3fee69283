package io.jswarm.raftstore.crypt;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM as every seal here uses it (NIST SP 800-38D): 96-bit nonce, 128-bit tag. */
final class Gcm {
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private Gcm() {}

  static byte[] seal(KeyRing.Key key, byte[] nonce, byte[] associated, byte[] plain) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, nonce, associated).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to seal", e);
    }
  }

  static byte[] open(KeyRing.Key key, byte[] nonce, byte[] associated, byte[] sealed, String what) {
    try {
      return cipher(Cipher.DECRYPT_MODE, key, nonce, associated).doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw new BrokenSealException(
          what + " does not match its seal: it was changed or belongs elsewhere", e);
    } catch (GeneralSecurityException e) {
      throw new BrokenSealException(what + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static Cipher cipher(int mode, KeyRing.Key key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key.bytes(), "AES"),
        new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
