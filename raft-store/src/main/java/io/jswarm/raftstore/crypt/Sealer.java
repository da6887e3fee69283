package io.jswarm.raftstore.crypt;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * Seals and opens records with the ring of the moment. Thread-safe.
 *
 * <p>Form of a record: format (1 byte), key id (8), nonce (12, random), ciphertext with tag. A
 * random nonce is safe for 2<sup>32</sup> records under one key: a year at a hundred a second.
 */
public final class Sealer {
  private final Supplier<KeyRing> ring;
  private final SecureRandom random;

  /** Uses whatever ring the supplier gives at each call. */
  public Sealer(Supplier<KeyRing> ring, SecureRandom random) {
    this.ring = ring;
    this.random = random;
  }

  /** Seals a record with the primary key. */
  public byte[] seal(Purpose purpose, byte[] plain) {
    KeyRing.Key key = ring.get().primary();
    SealHeader header = new SealHeader(SealHeader.FORMAT, key.id());
    byte[] nonce = new byte[Gcm.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = Gcm.seal(key, nonce, header.associatedData(purpose), plain);
    ByteBuffer record = ByteBuffer.allocate(SealHeader.BYTES + nonce.length + sealed.length);
    header.write(record);
    return record.put(nonce).put(sealed).array();
  }

  /**
   * Opens a record.
   *
   * @throws BrokenSealException when it was changed, is of a later format, is for another purpose,
   *     or its key is not in the ring
   */
  public byte[] open(Purpose purpose, byte[] record) {
    String what = "the " + purpose;
    ByteBuffer in = ByteBuffer.wrap(record);
    SealHeader header = SealHeader.read(in, what);
    if (in.remaining() < Gcm.NONCE_BYTES + Gcm.TAG_BYTES) {
      throw new BrokenSealException(what + " is cut short");
    }
    byte[] nonce = new byte[Gcm.NONCE_BYTES];
    in.get(nonce);
    byte[] sealed = new byte[in.remaining()];
    in.get(sealed);
    return Gcm.open(
        header.keyIn(ring.get(), what), nonce, header.associatedData(purpose), sealed, what);
  }

  /** A stream whose content arrives sealed in {@code out}; closing it closes {@code out}. */
  public OutputStream sealing(Purpose purpose, OutputStream out) {
    return new SealedOutputStream(out, ring.get().primary(), purpose, random);
  }

  /**
   * The content of a stream that {@link #sealing} has written. Reads throw {@link
   * BrokenSealException} when it was changed or cut short; what was read before that is authentic.
   */
  public InputStream opening(Purpose purpose, InputStream in) {
    return new SealedInputStream(in, ring.get(), purpose);
  }
}
