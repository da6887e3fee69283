package io.jswarm.api.codec;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Instants as RFC 3339 text in UTC with as many decimals as needed, as Go's RFC3339Nano. */
final class TimeText extends SimpleModule {
  private static final long serialVersionUID = 1L;

  TimeText() {
    super("jswarm-time-text");
    addSerializer(new Writer());
    addDeserializer(Instant.class, new Reader());
  }

  static String format(Instant instant) {
    String seconds = instant.with(ChronoField.NANO_OF_SECOND, 0).toString();
    int nanos = instant.get(ChronoField.NANO_OF_SECOND);
    if (nanos == 0) {
      return seconds;
    }
    String decimals = Integer.toString(1_000_000_000 + nanos).substring(1);
    int end = decimals.length();
    while (decimals.charAt(end - 1) == '0') {
      end--;
    }
    return seconds.substring(0, seconds.length() - 1) + "." + decimals.substring(0, end) + "Z";
  }

  private static final class Writer extends StdSerializer<Instant> {
    Writer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeString(format(value));
    }
  }

  private static final class Reader extends StdDeserializer<Instant> {
    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      String text = in.getString();
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw context.weirdStringException(text, Instant.class, "not a time as in RFC 3339");
      }
    }
  }
}
