package io.jswarm.overlaynet.probe;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * An ICMP echo request as long as the packet that is tried, and the answer to one: type, code,
 * checksum, our mark in place of identifier and sequence, then a token and zeros. The answer brings
 * back all of it.
 */
final class Echo {
  private static final int MARK = 0x6a737770;
  private static final int TOKEN_AT = 8;

  /** The shortest there is, in bytes. */
  static final int MIN_BYTES = TOKEN_AT + Long.BYTES;

  private static final byte ASK_V4 = 8;
  private static final byte ANSWER_V4 = 0;
  private static final byte ASK_V6 = (byte) 128;
  private static final byte ANSWER_V6 = (byte) 129;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;

  private Echo() {}

  /**
   * A question.
   *
   * @param packetBytes length of the IP packet it makes, with its header
   */
  static ByteBuffer question(boolean v6, long token, int packetBytes) {
    int bytes = Math.max(MIN_BYTES, packetBytes - (v6 ? IPV6_HEADER : IPV4_HEADER));
    ByteBuffer icmp = ByteBuffer.allocate(bytes);
    icmp.put(0, v6 ? ASK_V6 : ASK_V4).putInt(4, MARK).putLong(TOKEN_AT, token);
    return v6 ? icmp : icmp.putShort(2, checksum(icmp));
  }

  /** The token of an answer; empty for what is none to us. */
  static OptionalLong answer(ByteBuffer icmp) {
    boolean ours =
        icmp.remaining() >= MIN_BYTES
            && (icmp.get(0) == ANSWER_V4 || icmp.get(0) == ANSWER_V6)
            && icmp.getInt(4) == MARK;
    return ours ? OptionalLong.of(icmp.getLong(TOKEN_AT)) : OptionalLong.empty();
  }

  /**
   * The one's complement of the sum of all words, RFC 1071; nothing follows the token but zeros.
   */
  static short checksum(ByteBuffer icmp) {
    int sum = 0;
    for (int at = 0; at < MIN_BYTES; at += Short.BYTES) {
      sum += Short.toUnsignedInt(icmp.getShort(at));
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> Short.SIZE);
    }
    return (short) ~sum;
  }
}
