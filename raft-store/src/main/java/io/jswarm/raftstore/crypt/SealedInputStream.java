package io.jswarm.raftstore.crypt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Opens what {@link SealedOutputStream} wrote. Never hands out a byte that is not authentic. */
final class SealedInputStream extends InputStream {
  private final InputStream in;
  private final KeyRing ring;
  private final Purpose purpose;
  private final String what;
  private @Nullable Opened opened;
  private byte[] chunk = new byte[0];
  private int at;
  private boolean ended;

  SealedInputStream(InputStream in, KeyRing ring, Purpose purpose) {
    this.in = in;
    this.ring = ring;
    this.purpose = purpose;
    this.what = "the " + purpose;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == chunk.length) {
      if (ended) {
        return -1;
      }
      readChunk();
    }
    int part = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, into, offset, part);
    at += part;
    return part;
  }

  private void readChunk() throws IOException {
    Opened head = opened;
    if (head == null) {
      head = readHead();
      opened = head;
    }
    int length = ByteBuffer.wrap(exactly(Integer.BYTES)).getInt();
    boolean last = (length & SealedOutputStream.LAST_FLAG) != 0;
    int size = length & ~SealedOutputStream.LAST_FLAG;
    if (size < Gcm.TAG_BYTES || size > SealedOutputStream.CHUNK_BYTES + Gcm.TAG_BYTES) {
      throw new BrokenSealException(what + " has a chunk of an impossible size: " + size);
    }
    chunk =
        Gcm.open(
            head.key,
            head.nonces.next(last),
            head.header.associatedData(purpose),
            exactly(size),
            what);
    at = 0;
    ended = last;
  }

  private Opened readHead() throws IOException {
    SealHeader header = SealHeader.read(ByteBuffer.wrap(exactly(SealHeader.BYTES)), what);
    ChunkNonce nonces = new ChunkNonce(exactly(ChunkNonce.PREFIX_BYTES));
    return new Opened(header, header.keyIn(ring, what), nonces);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new BrokenSealException(what + " is cut short");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private record Opened(SealHeader header, KeyRing.Key key, ChunkNonce nonces) {}
}
