package io.jswarm.raftstore.codec;

import io.jswarm.api.codec.Cbor;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes a sequence of CBOR items (RFC 8742) into a stream, which stays open. */
final class ItemWriter implements AutoCloseable {
  private final JsonGenerator out;

  ItemWriter(OutputStream to) {
    out = Cbor.STRICT.mapper().createGenerator(new KeptOpen(to));
  }

  /** One object as an item. */
  void item(Object value) {
    out.writePOJO(value);
  }

  /** An array of objects as an item. */
  void array(@Nullable Object... values) {
    out.writeStartArray(null, values.length);
    for (@Nullable Object value : values) {
      out.writePOJO(value);
    }
    out.writeEndArray();
  }

  void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.close();
  }

  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
