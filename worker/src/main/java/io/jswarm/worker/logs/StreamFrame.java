package io.jswarm.worker.logs;

import io.jswarm.worker.engine.LogEntry;
import java.nio.ByteBuffer;

/**
 * Docker's multiplexed stream: each piece of output after eight bytes that say which stream it is
 * of and how long it is. Used for containers without a terminal. Pure.
 */
public final class StreamFrame {
  private static final int HEADER_BYTES = 8;

  private StreamFrame() {}

  /** The frame of an entry. */
  public static byte[] encode(LogEntry entry) {
    return encode(entry.stream(), entry.data().toArray());
  }

  /** The frame of some output, which may have been prefixed with a time or details. */
  public static byte[] encode(LogEntry.Stream stream, byte[] data) {
    return ByteBuffer.allocate(HEADER_BYTES + data.length)
        .put((byte) stream.number())
        .put((byte) 0)
        .putShort((short) 0)
        .putInt(data.length)
        .put(data)
        .array();
  }
}
