package io.jswarm.worker.image;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/**
 * How a tar is packed, told by its first bytes: media types are often wrong, magic numbers are not.
 */
final class Compression {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int ZSTD_MAGIC = 0x28b52ffd;

  private Compression() {}

  /** The plain stream of what may be gzip, zstd or plain already. */
  static InputStream open(InputStream packed) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed, BUFFER_BYTES);
    in.mark(Integer.BYTES);
    byte[] first = in.readNBytes(Integer.BYTES);
    in.reset();
    if (first.length == Integer.BYTES) {
      int word = ByteBuffer.wrap(first).getInt();
      if (word >>> 16 == GZIP_MAGIC) {
        return new GZIPInputStream(in, BUFFER_BYTES);
      }
      if (word == ZSTD_MAGIC) {
        return new ZstdInputStream(in);
      }
    }
    return in;
  }
}
