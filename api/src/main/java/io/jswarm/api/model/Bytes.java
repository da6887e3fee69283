package io.jswarm.api.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable piece of binary data: base64 in JSON, binary in CBOR. Its text form shows only its
 * length, so that payloads of secrets do not end up in messages.
 */
public final class Bytes {
  /** None at all. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] data;

  private Bytes(byte[] data) {
    this.data = data;
  }

  /** A copy of these bytes. */
  public static Bytes of(byte[] data) {
    return new Bytes(data.clone());
  }

  /** The UTF-8 bytes of a text. */
  public static Bytes ofText(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] toArray() {
    return data.clone();
  }

  /** The bytes read as UTF-8. */
  public String toText() {
    return new String(data, StandardCharsets.UTF_8);
  }

  public int size() {
    return data.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Bytes[" + data.length + "]";
  }
}
