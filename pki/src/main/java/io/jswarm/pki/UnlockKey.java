package io.jswarm.pki;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The key an operator types to unlock a manager: {@code SWMKEY-1-} and 32 bytes in base64. */
public final class UnlockKey {
  private static final String PREFIX = "SWMKEY-1-";
  private static final int KEY_BYTES = 32;

  private final byte[] key;

  private UnlockKey(byte[] key) {
    this.key = key;
  }

  /** Makes a new key; {@code random} must be a cryptographic one outside tests. */
  public static UnlockKey mint(RandomGenerator random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new UnlockKey(key);
  }

  /**
   * Reads a key.
   *
   * @throws PkiException with {@link PkiRefusal.InvalidUnlockKey}
   */
  public static UnlockKey parse(String text) throws PkiException {
    String stripped = text.strip();
    if (stripped.startsWith(PREFIX)) {
      try {
        byte[] key = Base64.getDecoder().decode(stripped.substring(PREFIX.length()));
        if (key.length == KEY_BYTES) {
          return new UnlockKey(key);
        }
      } catch (IllegalArgumentException e) {
        throw new PkiException(new PkiRefusal.InvalidUnlockKey(), e);
      }
    }
    throw new PkiException(new PkiRefusal.InvalidUnlockKey());
  }

  /** The key as the operator types it. A secret: never log it. */
  public String text() {
    return PREFIX + Base64.getEncoder().withoutPadding().encodeToString(key);
  }

  /** A copy of the 32 key bytes. */
  public byte[] bytes() {
    return key.clone();
  }

  /** Whether both are the same key; takes the same time wherever they differ. */
  public boolean matches(UnlockKey other) {
    return MessageDigest.isEqual(key, other.key);
  }

  @Override
  public String toString() {
    return PREFIX + "(secret)";
  }
}
