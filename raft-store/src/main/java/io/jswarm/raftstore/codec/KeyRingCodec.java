package io.jswarm.raftstore.codec;

import io.jswarm.api.model.Bytes;
import io.jswarm.raftstore.crypt.KeyRing;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Key rings as bytes, in the clear: whoever stores or sends them protects them.
 *
 * <p>Form: a sequence of CBOR items: {@code [level, number of keys, place of the primary]}, then
 * the keys, oldest first.
 */
public final class KeyRingCodec {
  private static final String WHAT = "the key ring";

  private KeyRingCodec() {}

  /** A ring as bytes. */
  public static byte[] encode(KeyRing ring) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ItemWriter out = new ItemWriter(bytes)) {
      out.array(FormatLevel.CURRENT, ring.keys().size(), ring.keys().indexOf(ring.primary()));
      ring.keys().forEach(key -> out.item(Bytes.of(key.bytes())));
    }
    return bytes.toByteArray();
  }

  /**
   * The ring of these bytes.
   *
   * @throws UnreadableException when they are damaged or of a later format
   */
  public static KeyRing decode(byte[] bytes) {
    try (ItemReader in = new ItemReader(bytes, WHAT)) {
      in.beginArray();
      FormatLevel.check(in.nextInt(), WHAT);
      int count = in.nextInt();
      int primary = in.nextInt();
      in.endArray();
      List<KeyRing.Key> keys =
          in.items(count, Bytes.class).stream().map(key -> KeyRing.Key.of(key.toArray())).toList();
      in.end();
      if (primary < 0 || primary >= keys.size()) {
        throw new UnreadableException(WHAT + " names a primary key that is not there");
      }
      return KeyRing.of(keys, keys.get(primary).id());
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(WHAT + " cannot be used: " + e.getMessage(), e);
    }
  }
}
