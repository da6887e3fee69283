package io.jswarm.raftstore.crypt;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys that open what managers have written, and the one that seals what they write now.
 * Immutable.
 *
 * <p>A key's id is derived from the key, so rings that were changed in two places can be merged
 * without a clash.
 */
public final class KeyRing {

  /** Length of a key in bytes: AES-256. */
  public static final int KEY_BYTES = 32;

  /**
   * Most keys a ring holds: one is added when a manager leaves, old ones go when the log is purged.
   */
  public static final int MAX_KEYS = 64;

  private final List<Key> keys;
  private final long primaryId;

  private KeyRing(List<Key> keys, long primaryId) {
    if (keys.isEmpty() || keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "a key ring holds 1 to " + MAX_KEYS + " keys, not " + keys.size());
    }
    if (keys.stream().noneMatch(key -> key.id() == primaryId)) {
      throw new IllegalArgumentException(
          "the key ring does not hold its primary key " + Long.toHexString(primaryId));
    }
    this.keys = List.copyOf(keys);
    this.primaryId = primaryId;
  }

  /** A ring with one new key. */
  public static KeyRing generate(SecureRandom random) {
    Key key = Key.generate(random);
    return new KeyRing(List.of(key), key.id());
  }

  /**
   * A ring of the given keys, oldest first.
   *
   * @throws IllegalArgumentException when the primary is not among the keys
   */
  public static KeyRing of(List<Key> keys, long primaryId) {
    return new KeyRing(keys, primaryId);
  }

  /** With one more key that opens but does not seal yet: hand this round before rotating to it. */
  public KeyRing add(Key key) {
    if (key(key.id()).isPresent()) {
      return this;
    }
    List<Key> more = new ArrayList<>(keys);
    more.add(key);
    return new KeyRing(more, primaryId);
  }

  /** With the given key sealing from now on; it is added when it was not there. */
  public KeyRing rotate(Key key) {
    return new KeyRing(add(key).keys, key.id());
  }

  /**
   * Without a key. What it sealed can never be opened again.
   *
   * @throws IllegalArgumentException for the primary key
   */
  public KeyRing drop(long id) {
    if (id == primaryId) {
      throw new IllegalArgumentException("the primary key cannot be dropped: rotate first");
    }
    return new KeyRing(keys.stream().filter(key -> key.id() != id).toList(), primaryId);
  }

  /** With all keys of both, and the other's primary. */
  public KeyRing merge(KeyRing newer) {
    KeyRing merged = this;
    for (Key key : newer.keys) {
      merged = merged.add(key);
    }
    return new KeyRing(merged.keys, newer.primaryId);
  }

  /** The keys, oldest first. */
  public List<Key> keys() {
    return keys;
  }

  /** The key that seals. */
  public Key primary() {
    return key(primaryId).orElseThrow();
  }

  /** A key by its id. */
  public Optional<Key> key(long id) {
    return keys.stream().filter(key -> key.id() == id).findFirst();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRing ring && primaryId == ring.primaryId && keys.equals(ring.keys);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(primaryId) + 31 * keys.hashCode();
  }

  /** Never shows a key. */
  @Override
  public String toString() {
    return "KeyRing[" + keys.size() + " keys, primary " + Long.toHexString(primaryId) + "]";
  }

  /** One AES-256 key. */
  public static final class Key {
    private final byte[] bytes;
    private final long id;

    private Key(byte[] bytes) {
      if (bytes.length != KEY_BYTES) {
        throw new IllegalArgumentException(
            "a key has " + KEY_BYTES + " bytes, not " + bytes.length);
      }
      this.bytes = bytes.clone();
      this.id = idOf(bytes);
    }

    /** A new random key. */
    public static Key generate(SecureRandom random) {
      byte[] bytes = new byte[KEY_BYTES];
      random.nextBytes(bytes);
      return new Key(bytes);
    }

    /**
     * A key of these bytes, which are copied.
     *
     * @throws IllegalArgumentException when there are not {@link #KEY_BYTES} of them
     */
    public static Key of(byte[] bytes) {
      return new Key(bytes);
    }

    /** The first eight bytes of the key's SHA-256, as a number. */
    public long id() {
      return id;
    }

    /** A copy of the key's bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }

    private static long idOf(byte[] key) {
      try {
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getLong();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("this JVM has no SHA-256", e);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
      return "Key[" + Long.toHexString(id) + "]";
    }
  }
}
