package io.jswarm.overlaynet.kernel;

import io.jswarm.overlaynet.state.Prefix;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of a message from the kernel, by type. */
final class Attributes {
  private static final int HEADER_BYTES = 4;
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, ByteBuffer> values = new HashMap<>();

  /** Reads what is left of the buffer. */
  Attributes(ByteBuffer buffer) {
    int at = buffer.position();
    while (at + HEADER_BYTES <= buffer.limit()) {
      int length = Short.toUnsignedInt(buffer.getShort(at));
      if (length < HEADER_BYTES || at + length > buffer.limit()) {
        return;
      }
      int type = Short.toUnsignedInt(buffer.getShort(at + 2)) & TYPE_MASK;
      ByteBuffer value = buffer.slice(at + HEADER_BYTES, length - HEADER_BYTES);
      values.put(type, value.order(ByteOrder.nativeOrder()));
      at += (length + 3) & ~3;
    }
  }

  Optional<ByteBuffer> value(int type) {
    return Optional.ofNullable(values.get(type))
        .map(each -> each.duplicate().order(ByteOrder.nativeOrder()));
  }

  /** Attributes within an attribute; none when it is not there. */
  Attributes nested(int type) {
    return new Attributes(value(type).orElseGet(() -> ByteBuffer.allocate(0)));
  }

  Optional<String> text(int type) {
    return value(type)
        .map(each -> {
          byte[] bytes = bytes(each);
          int end = bytes.length;
          while (end > 0 && bytes[end - 1] == 0) {
            end--;
          }
          return new String(bytes, 0, end, StandardCharsets.UTF_8);
        });
  }

  int integer(int type, int otherwise) {
    return value(type)
        .filter(each -> each.remaining() >= Integer.BYTES)
        .map(ByteBuffer::getInt)
        .orElse(otherwise);
  }

  Optional<InetAddress> address(int type) {
    return value(type).map(Attributes::bytes).map(Prefix::address);
  }

  /** Sixteen bits in network order. */
  int port(int type) {
    return value(type)
        .map(each -> Short.toUnsignedInt(each.order(ByteOrder.BIG_ENDIAN).getShort()))
        .orElse(0);
  }

  Optional<byte[]> bytes(int type) {
    return value(type).map(Attributes::bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
