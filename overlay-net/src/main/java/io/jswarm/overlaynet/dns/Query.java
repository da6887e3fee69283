package io.jswarm.overlaynet.dns;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked: the one question of a DNS message (RFC 1035, 4.1), and how long its answer may be.
 */
final class Query {
  static final int A = 1;
  static final int PTR = 12;
  static final int AAAA = 28;
  static final int ANY = 255;
  static final int CLASS_INTERNET = 1;

  static final int HEADER_BYTES = 12;

  /** What fits in a datagram of a client that says nothing (RFC 1035, 4.2.1). */
  static final int PLAIN_UDP_BYTES = 512;

  /** What we send at most in a datagram, whatever the client says: it passes unfragmented. */
  static final int UDP_BYTES_MAX = 1232;

  private static final int OPT = 41;
  private static final int NAME_BYTES_MAX = 255;
  private static final int LABEL_BYTES_MAX = 63;
  private static final int QUERY_OR_OPCODE = 0xf800;
  private static final int RECURSION_DESIRED = 0x0100;

  private final byte[] message;
  private final int questionEnd;
  private final String name;
  private final int type;
  private final int dnsClass;
  private final int offeredBytes;

  private Query(byte[] message, int questionEnd, String name, int type, int dnsClass, int offered) {
    this.message = message;
    this.questionEnd = questionEnd;
    this.name = name;
    this.type = type;
    this.dnsClass = dnsClass;
    this.offeredBytes = offered;
  }

  /** Reads a message; empty when it is no plain question, which deserves no answer. */
  static Optional<Query> read(byte[] message) {
    try {
      ByteBuffer in = ByteBuffer.wrap(message);
      in.getShort();
      int flags = Short.toUnsignedInt(in.getShort());
      int questions = Short.toUnsignedInt(in.getShort());
      int answers = Short.toUnsignedInt(in.getShort());
      in.getShort();
      int additional = Short.toUnsignedInt(in.getShort());
      if ((flags & QUERY_OR_OPCODE) != 0 || questions != 1 || answers != 0) {
        return Optional.empty();
      }
      String name = name(in);
      int type = Short.toUnsignedInt(in.getShort());
      int dnsClass = Short.toUnsignedInt(in.getShort());
      int end = in.position();
      return Optional.of(
          new Query(message, end, name, type, dnsClass, additional == 1 ? offered(in) : 0));
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** A name without compression, which a question has no use for; lower case, no dot at the end. */
  private static String name(ByteBuffer in) {
    StringBuilder name = new StringBuilder();
    int start = in.position();
    while (true) {
      int length = Byte.toUnsignedInt(in.get());
      if (length == 0) {
        return name.toString().toLowerCase(Locale.ROOT);
      }
      if (length > LABEL_BYTES_MAX || in.position() - start + length >= NAME_BYTES_MAX) {
        throw new IllegalArgumentException("a name or one of its labels is too long");
      }
      byte[] label = new byte[length];
      in.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.ISO_8859_1));
    }
  }

  /** The answer's length a client offers to take (RFC 6891); 0 when it does not. */
  private static int offered(ByteBuffer in) {
    if (in.get() != 0 || Short.toUnsignedInt(in.getShort()) != OPT) {
      return 0;
    }
    return Math.max(PLAIN_UDP_BYTES, Short.toUnsignedInt(in.getShort()));
  }

  /** The name asked for: lower case, labels joined by dots, none at the end. */
  String name() {
    return name;
  }

  int type() {
    return type;
  }

  boolean isInternet() {
    return dnsClass == CLASS_INTERNET;
  }

  /** Whether the client speaks the extension that lets it say how much it takes. */
  boolean hasExtension() {
    return offeredBytes > 0;
  }

  /** How long a datagram with the answer may be. */
  int datagramBytesMax() {
    return Math.min(Math.max(offeredBytes, PLAIN_UDP_BYTES), UDP_BYTES_MAX);
  }

  boolean recursionDesired() {
    return (Short.toUnsignedInt(ByteBuffer.wrap(message).getShort(2)) & RECURSION_DESIRED) != 0;
  }

  /** The header and the question, with the name spelled as it came. */
  byte[] headerAndQuestion() {
    return Arrays.copyOf(message, questionEnd);
  }

  /** The whole message as it came. */
  byte[] message() {
    return message.clone();
  }
}
