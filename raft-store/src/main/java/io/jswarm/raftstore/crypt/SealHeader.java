package io.jswarm.raftstore.crypt;

import java.nio.ByteBuffer;

/** The clear head of every sealed record: format level and key id. It is authenticated. */
record SealHeader(byte format, long keyId) {

  /** The only format there is so far. */
  static final byte FORMAT = 1;

  static final int BYTES = 1 + Long.BYTES;

  static SealHeader read(ByteBuffer from, String what) {
    if (from.remaining() < BYTES) {
      throw new BrokenSealException(what + " is cut short: its head is missing");
    }
    byte format = from.get();
    if (format != FORMAT) {
      throw new BrokenSealException(
          "%s is sealed in format %d; this version of jswarm opens format %d only: upgrade this manager"
              .formatted(what, format & 0xff, FORMAT));
    }
    return new SealHeader(format, from.getLong());
  }

  void write(ByteBuffer to) {
    to.put(format).putLong(keyId);
  }

  /** What the seal covers besides the content. */
  byte[] associatedData(Purpose purpose) {
    ByteBuffer data = ByteBuffer.allocate(BYTES + 1);
    write(data);
    return data.put(purpose.mark()).array();
  }

  KeyRing.Key keyIn(KeyRing ring, String what) {
    return ring.key(keyId)
        .orElseThrow(() ->
            new BrokenSealException(
                "%s is sealed with key %s, which this manager does not hold (it holds %s)"
                    .formatted(what, Long.toHexString(keyId), ring.keys())));
  }
}
