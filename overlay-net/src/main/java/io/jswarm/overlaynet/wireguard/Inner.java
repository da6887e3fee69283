package io.jswarm.overlaynet.wireguard;

import io.jswarm.overlaynet.state.Prefix;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The address of a node inside the tunnels, which follows from its first block of the fabric: as
 * far from the beginning of its own range as the block is from that of the fabric's, or in
 * proportion when the fabric is larger. The range is kept for tests of equipment (RFC 2544) and
 * routed nowhere.
 */
final class Inner {
  /** All of them. */
  static final Prefix RANGE = Prefix.parse("198.18.0.0/15");

  private static final int RANGE_BITS = Integer.SIZE - RANGE.length();

  private Inner() {}

  /**
   * The inner address of the node whose address on the fabric this is; empty when it is not of the
   * fabric. Two nodes have the same one only when their blocks are smaller than the 131,072nd part
   * of the fabric.
   *
   * @param pool the fabric's addresses
   */
  static Optional<InetAddress> of(Inet4Address onFabric, Prefix pool) {
    int bits = Integer.SIZE - pool.length();
    long offset = number(onFabric) - number(pool.first());
    if (offset < 0 || offset >> bits != 0) {
      return Optional.empty();
    }
    long inner = number(RANGE.first()) + (offset >> Math.max(0, bits - RANGE_BITS));
    return Optional.of(
        Prefix.address(ByteBuffer.allocate(Integer.BYTES).putInt((int) inner).array()));
  }

  private static long number(InetAddress address) {
    return Integer.toUnsignedLong(ByteBuffer.wrap(address.getAddress()).getInt());
  }
}
