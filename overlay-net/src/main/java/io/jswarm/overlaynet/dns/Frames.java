package io.jswarm.overlaynet.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Messages on a stream: each after its length in two bytes (RFC 1035, 4.2.2). */
final class Frames {
  private Frames() {}

  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(Short.BYTES + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  static byte[] read(DataInputStream in) throws IOException {
    byte[] message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }
}
