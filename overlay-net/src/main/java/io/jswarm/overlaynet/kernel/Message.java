package io.jswarm.overlaynet.kernel;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A netlink message being written, as netlink(7) and rtnetlink(7) lay it out. */
final class Message {
  static final int HEADER_BYTES = 16;
  static final int REQUEST = 0x1;
  static final int ACK = 0x4;
  static final int DUMP = 0x300;
  static final int REPLACE = 0x100;
  static final int EXCLUSIVE = 0x200;
  static final int CREATE = 0x400;

  private static final int NESTED = 1 << 15;
  private static final int ALIGNMENT = 4;

  /** Longest message written here; a link with both ends of a cable takes some 300 bytes. */
  private static final int MAX_BYTES = 4096;

  /** Most messages fit in so many. */
  private static final int FIRST_BYTES = 256;

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.nativeOrder());

  Message(int type, int flags) {
    bytes.putInt(0).putShort((short) type).putShort((short) (REQUEST | flags)).putLong(0);
  }

  /** The buffer, with room for so many bytes more, unless the message is too long. */
  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      int wanted = Math.max(2 * bytes.capacity(), bytes.position() + more);
      bytes =
          ByteBuffer.allocate(Math.min(wanted, MAX_BYTES))
              .order(ByteOrder.nativeOrder())
              .put(bytes.flip());
    }
    return bytes;
  }

  Message u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  Message u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  Message u32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  Message attribute(int type, byte[] value) {
    room(2 * ALIGNMENT + value.length)
        .putShort((short) (ALIGNMENT + value.length))
        .putShort((short) type)
        .put(value);
    while (bytes.position() % ALIGNMENT != 0) {
      bytes.put((byte) 0);
    }
    return this;
  }

  Message attribute(int type, int value) {
    room(ALIGNMENT + Integer.BYTES)
        .putShort((short) (ALIGNMENT + Integer.BYTES))
        .putShort((short) type)
        .putInt(value);
    return this;
  }

  /** In network order, as all numbers of packet rules are. */
  Message bigAttribute(int type, int value) {
    return attribute(type, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  Message attribute(int type, InetAddress value) {
    return attribute(type, value.getAddress());
  }

  Message byteAttribute(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  /** Sixteen bits in network order, as ports are. */
  Message portAttribute(int type, int value) {
    return attribute(type, new byte[] {(byte) (value >> Byte.SIZE), (byte) value});
  }

  Message attribute(int type, String value) {
    return attribute(type, (value + '\0').getBytes(StandardCharsets.UTF_8));
  }

  /** Attributes within an attribute. */
  Message nested(int type, Consumer<Message> content) {
    int start = bytes.position();
    room(ALIGNMENT).putShort((short) 0).putShort((short) (type | NESTED));
    content.accept(this);
    bytes.putShort(start, (short) (bytes.position() - start));
    return this;
  }

  /** The whole message, ready to be sent under this number. */
  ByteBuffer finish(int sequence) {
    bytes.putInt(0, bytes.position());
    bytes.putInt(8, sequence);
    return bytes.flip();
  }
}
