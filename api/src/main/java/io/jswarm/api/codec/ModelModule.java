package io.jswarm.api.codec;

import io.jswarm.api.model.Bytes;
import io.jswarm.api.model.RegistryAuth;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The model's own value types: bytes, registry credentials, durations as nanoseconds, and numbers
 * as Go writes them.
 */
final class ModelModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  ModelModule() {
    super("jswarm-model");
    addSerializer(new BytesWriter());
    addDeserializer(Bytes.class, new BytesReader());
    addSerializer(new AuthWriter());
    addDeserializer(RegistryAuth.class, new AuthReader());
    addSerializer(new DurationWriter());
    addDeserializer(Duration.class, new DurationReader());
    addSerializer(Double.class, new NumberWriter());
    addSerializer(Double.TYPE, new NumberWriter());
  }

  private static final class BytesWriter extends StdSerializer<Bytes> {
    BytesWriter() {
      super(Bytes.class);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Bytes value) {
      return value.size() == 0;
    }

    @Override
    public void serialize(Bytes value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeBinary(value.toArray());
    }
  }

  private static final class BytesReader extends StdDeserializer<Bytes> {
    BytesReader() {
      super(Bytes.class);
    }

    @Override
    public Bytes deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      return Bytes.of(in.getBinaryValue());
    }
  }

  private static final class AuthWriter extends StdSerializer<RegistryAuth> {
    AuthWriter() {
      super(RegistryAuth.class);
    }

    @Override
    public void serialize(RegistryAuth value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeString(value.header());
    }
  }

  private static final class AuthReader extends StdDeserializer<RegistryAuth> {
    AuthReader() {
      super(RegistryAuth.class);
    }

    @Override
    public RegistryAuth deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      try {
        return RegistryAuth.of(in.getString());
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(RegistryAuth.class, "%s", e.getMessage());
      }
    }
  }

  private static final class DurationWriter extends StdSerializer<Duration> {
    DurationWriter() {
      super(Duration.class);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Duration value) {
      return value.isZero();
    }

    @Override
    public void serialize(Duration value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      out.writeNumber(value.toNanos());
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context)
        throws JacksonException {
      if (!in.currentToken().isNumeric()) {
        return (Duration) context.handleUnexpectedToken(context.constructType(Duration.class), in);
      }
      return Duration.ofNanos(in.getLongValue());
    }
  }

  /** Whole numbers without a decimal point, as Go has them. */
  private static final class NumberWriter extends StdSerializer<Double> {
    NumberWriter() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializationContext context)
        throws JacksonException {
      double number = value;
      if (number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE) {
        out.writeNumber((long) number);
      } else {
        out.writeNumber(number);
      }
    }
  }
}
