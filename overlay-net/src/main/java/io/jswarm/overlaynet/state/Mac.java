package io.jswarm.overlaynet.state;

import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param bits its 48 bits, the first byte highest
 */
public record Mac(long bits) {
  private static final int BYTES = 6;
  private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");

  /** The host end of every container's cable: containers need no ARP to find their gateway. */
  public static final Mac GATEWAY = parse("ee:ee:ee:ee:ee:ee");

  public Mac {
    if (bits >>> (BYTES * Byte.SIZE) != 0) {
      throw new IllegalArgumentException("an Ethernet address has 48 bits");
    }
  }

  /** Reads {@code 02:42:0a:00:00:01}. */
  public static Mac parse(String text) {
    return of(FORMAT.parseHex(text));
  }

  /** Of exactly six bytes. */
  public static Mac of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an Ethernet address has 6 bytes, not " + bytes.length);
    }
    long bits = 0;
    for (byte each : bytes) {
      bits = (bits << Byte.SIZE) | Byte.toUnsignedLong(each);
    }
    return new Mac(bits);
  }

  public byte[] bytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (bits >> (Byte.SIZE * (BYTES - 1 - i)));
    }
    return bytes;
  }

  @Override
  public String toString() {
    return FORMAT.formatHex(bytes());
  }
}
