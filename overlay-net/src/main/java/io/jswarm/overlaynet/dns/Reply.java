package io.jswarm.overlaynet.dns;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The message that answers a question. */
final class Reply {
  /** A caller that keeps an answer longer would miss that a task has moved. */
  static final int TTL_SECONDS = 5;

  /** The longest message over TCP, whose length is given in 16 bits. */
  static final int TCP_BYTES_MAX = 65_535;

  private static final int RESPONSE = 0x8080; // and recursion is available
  private static final int AUTHORITATIVE = 0x0400;
  private static final int TRUNCATED = 0x0200;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;
  private static final int NAME_OF_QUESTION = 0xc000 | Query.HEADER_BYTES;
  private static final int EXTENSION_BYTES = 11;
  private static final int OPT = 41;

  private Reply() {}

  /**
   * Writes the answer; what does not fit is left out and marked so.
   *
   * @param maxBytes of the whole message
   */
  static byte[] to(Query query, Answer answer, int maxBytes) {
    byte[] head = query.headerAndQuestion();
    int reserved = query.hasExtension() ? EXTENSION_BYTES : 0;
    ByteBuffer out = ByteBuffer.allocate(maxBytes - reserved);
    out.put(head);
    int flags = RESPONSE | (query.recursionDesired() ? RECURSION_DESIRED : 0);
    int count = 0;
    switch (answer) {
      case Answer.Addresses(List<InetAddress> addresses) -> {
        count = addresses(out, addresses);
        flags |= AUTHORITATIVE | (count < addresses.size() ? TRUNCATED : 0);
      }
      case Answer.Pointer(String name) -> {
        flags |= AUTHORITATIVE;
        count = pointer(out, name);
      }
      case Answer.NoName() -> flags |= NO_SUCH_NAME;
      case Answer.Failure(), Answer.Elsewhere() -> flags |= SERVER_FAILURE;
    }
    out.putShort(2, (short) flags).putShort(6, (short) count);
    out.putShort(8, (short) 0).putShort(10, (short) (query.hasExtension() ? 1 : 0));
    byte[] reply = Arrays.copyOf(out.array(), out.position() + reserved);
    if (query.hasExtension()) {
      ByteBuffer.wrap(reply, out.position() + 1, EXTENSION_BYTES - 1)
          .putShort((short) OPT)
          .putShort((short) Query.UDP_BYTES_MAX);
    }
    return reply;
  }

  private static int addresses(ByteBuffer out, List<InetAddress> addresses) {
    int count = 0;
    for (InetAddress address : addresses) {
      byte[] bytes = address.getAddress();
      if (out.remaining() < 12 + bytes.length) {
        return count;
      }
      begin(out, bytes.length == 4 ? Query.A : Query.AAAA);
      out.putShort((short) bytes.length).put(bytes);
      count++;
    }
    return count;
  }

  private static int pointer(ByteBuffer out, String name) {
    ByteBuffer encoded = ByteBuffer.allocate(name.length() + 2);
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
      encoded.put((byte) bytes.length).put(bytes);
    }
    encoded.put((byte) 0).flip();
    if (out.remaining() < 12 + encoded.remaining()) {
      return 0;
    }
    begin(out, Query.PTR);
    out.putShort((short) encoded.remaining()).put(encoded);
    return 1;
  }

  private static void begin(ByteBuffer out, int type) {
    out.putShort((short) NAME_OF_QUESTION)
        .putShort((short) type)
        .putShort((short) Query.CLASS_INTERNET)
        .putInt(TTL_SECONDS);
  }
}
