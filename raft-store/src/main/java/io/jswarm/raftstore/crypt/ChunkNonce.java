package io.jswarm.raftstore.crypt;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The nonces of one sealed stream: a random prefix, the chunk's number, and whether it is the last.
 * So chunks cannot be swapped, repeated, dropped or cut off (the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015).
 */
final class ChunkNonce {
  static final int PREFIX_BYTES = Gcm.NONCE_BYTES - Integer.BYTES - 1;

  private final byte[] prefix;
  private int next;

  ChunkNonce(byte[] prefix) {
    this.prefix = prefix;
  }

  static ChunkNonce random(SecureRandom random) {
    byte[] prefix = new byte[PREFIX_BYTES];
    random.nextBytes(prefix);
    return new ChunkNonce(prefix);
  }

  byte[] prefix() {
    return prefix;
  }

  byte[] next(boolean last) {
    if (next == Integer.MAX_VALUE) {
      throw new IllegalStateException("a sealed stream has at most 2^31 - 1 chunks");
    }
    return ByteBuffer.allocate(Gcm.NONCE_BYTES)
        .put(prefix)
        .putInt(next++)
        .put((byte) (last ? 1 : 0))
        .array();
  }
}
