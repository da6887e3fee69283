package io.jswarm.raftstore.crypt;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Seals a long content chunk by chunk.
 *
 * <p>Form: format (1 byte), key id (8), nonce prefix (7), then chunks: length of the ciphertext
 * with tag (4 bytes, the top bit marks the last chunk), ciphertext with tag. The end is written by
 * {@link #close}; without it the stream does not open.
 */
final class SealedOutputStream extends OutputStream {

  /** Content of a chunk: large enough for the tag not to count, small enough to buffer. */
  static final int CHUNK_BYTES = 64 << 10;

  static final int LAST_FLAG = 1 << 31;

  private final OutputStream out;
  private final KeyRing.Key key;
  private final SealHeader header;
  private final Purpose purpose;
  private final ChunkNonce nonces;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int filled;
  private boolean begun;
  private boolean closed;

  SealedOutputStream(OutputStream out, KeyRing.Key key, Purpose purpose, SecureRandom random) {
    this.out = out;
    this.key = key;
    this.header = new SealHeader(SealHeader.FORMAT, key.id());
    this.purpose = purpose;
    this.nonces = ChunkNonce.random(random);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (filled == CHUNK_BYTES) {
        writeChunk(false);
      }
      int part = Math.min(end - at, CHUNK_BYTES - filled);
      System.arraycopy(from, at, chunk, filled, part);
      filled += part;
      at += part;
    }
  }

  private void writeChunk(boolean last) throws IOException {
    if (!begun) {
      begun = true;
      ByteBuffer head = ByteBuffer.allocate(SealHeader.BYTES);
      header.write(head);
      out.write(head.array());
      out.write(nonces.prefix());
    }
    byte[] plain = Arrays.copyOf(chunk, filled);
    byte[] sealed = Gcm.seal(key, nonces.next(last), header.associatedData(purpose), plain);
    int length = last ? sealed.length | LAST_FLAG : sealed.length;
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    out.write(sealed);
    filled = 0;
  }

  /** Does nothing: a chunk leaves only when it is full. */
  @Override
  public void flush() {}

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      writeChunk(true);
      out.flush();
    }
  }
}
