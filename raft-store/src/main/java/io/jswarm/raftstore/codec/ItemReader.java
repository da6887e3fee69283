package io.jswarm.raftstore.codec;

import io.jswarm.api.codec.Cbor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a sequence of CBOR items strictly. Everything wrong is an {@link UnreadableException}. */
final class ItemReader implements AutoCloseable {
  private final JsonParser in;
  private final String what;

  ItemReader(byte[] bytes, String what) {
    this.in = Cbor.STRICT.mapper().createParser(bytes);
    this.what = what;
  }

  ItemReader(InputStream bytes, String what) {
    this.in = Cbor.STRICT.mapper().createParser(bytes);
    this.what = what;
  }

  /** The next item or array element, of this type. */
  <T> T next(Class<T> type) {
    T value = nextOrNull(type);
    if (value == null) {
      throw new UnreadableException(
          what + " has nothing where a " + type.getSimpleName() + " belongs");
    }
    return value;
  }

  /** The next item or array element, which may be null. */
  <T> @Nullable T nextOrNull(Class<T> type) {
    return reading(() -> {
      JsonToken token = in.nextToken();
      if (token == null || token == JsonToken.END_ARRAY) {
        throw new UnreadableException(what + " ends too early");
      }
      return token == JsonToken.VALUE_NULL ? null : in.readValueAs(type);
    });
  }

  /** So many items of one type. */
  <T> List<T> items(int count, Class<T> type) {
    List<T> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(next(type));
    }
    return items;
  }

  int nextInt() {
    return next(Integer.class);
  }

  long nextLong() {
    return next(Long.class);
  }

  void beginArray() {
    expect(JsonToken.START_ARRAY);
  }

  void endArray() {
    expect(JsonToken.END_ARRAY);
  }

  private void expect(JsonToken expected) {
    JsonToken token = this.<JsonToken>reading(in::nextToken);
    if (token != expected) {
      throw new UnreadableException("%s has %s where %s belongs".formatted(what, token, expected));
    }
  }

  /** Nothing may follow. */
  void end() {
    if (reading(in::nextToken) != null) {
      throw new UnreadableException(what + " goes on after its end");
    }
  }

  private <T extends @Nullable Object> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (JacksonException e) {
      throw new UnreadableException(what + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void close() {
    in.close();
  }
}
