package io.jswarm.overlaynet.dns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Messages as clients send them, and what their answers say. */
final class Questions {
  static final int ID = 0x4242;

  private Questions() {}

  static Query of(String name, int type) {
    return Query.read(bytes(name, type)).orElseThrow();
  }

  static byte[] bytes(String name, int type) {
    return bytes(name, type, 0);
  }

  /** A question of a client that takes answers of that length; 0 when it does not say. */
  static byte[] bytes(String name, int type, int offered) {
    ByteBuffer out = ByteBuffer.allocate(512);
    out.putShort((short) ID).putShort((short) 0x0100);
    out.putShort((short) 1).putShort((short) 0).putShort((short) 0);
    out.putShort((short) (offered > 0 ? 1 : 0));
    for (String label : name.split("\\.", -1)) {
      out.put((byte) label.length()).put(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    out.put((byte) 0).putShort((short) type).putShort((short) 1);
    if (offered > 0) {
      out.put((byte) 0)
          .putShort((short) 41)
          .putShort((short) offered)
          .putInt(0)
          .putShort((short) 0);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  static int flags(byte[] reply) {
    return Short.toUnsignedInt(ByteBuffer.wrap(reply).getShort(2));
  }

  static int code(byte[] reply) {
    return flags(reply) & 0xf;
  }

  static int answers(byte[] reply) {
    return Short.toUnsignedInt(ByteBuffer.wrap(reply).getShort(6));
  }
}
