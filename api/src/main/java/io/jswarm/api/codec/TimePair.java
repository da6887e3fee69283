package io.jswarm.api.codec;

import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Instants as a pair of seconds since 1970 and nanoseconds: small, exact, any year. */
final class TimePair extends SimpleModule {
  private static final long serialVersionUID = 1L;

  TimePair() {
    super("jswarm-time-pair");
    addSerializer(new Writer());
    addDeserializer(Instant.class, new Reader());
  }

  private static final class Writer extends StdSerializer<Instant> {
    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeStartArray(value, 2);
      out.writeNumber(value.getEpochSecond());
      out.writeNumber(value.getNano());
      out.writeEndArray();
    }
  }

  private static final class Reader extends StdDeserializer<Instant> {
    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        return (Instant) context.handleUnexpectedToken(context.constructType(Instant.class), in);
      }
      long seconds = in.nextLongValue(0);
      int nanos = in.nextIntValue(0);
      if (in.nextToken() != JsonToken.END_ARRAY) {
        throw context.wrongTokenException(
            in, Instant.class, JsonToken.END_ARRAY, "a time is a pair of numbers");
      }
      return Instant.ofEpochSecond(seconds, nanos);
    }
  }
}
