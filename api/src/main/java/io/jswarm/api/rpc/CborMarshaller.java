package io.jswarm.api.rpc;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.jswarm.api.codec.BadDocument;
import io.jswarm.api.codec.Cbor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Carries records over gRPC as CBOR. A message that does not parse ends the call with
 * INVALID_ARGUMENT.
 */
record CborMarshaller<T>(Class<T> type) implements MethodDescriptor.Marshaller<T> {
  @Override
  public InputStream stream(T value) {
    return new ByteArrayInputStream(Cbor.LENIENT.write(value));
  }

  @Override
  public T parse(InputStream stream) {
    try {
      return Cbor.LENIENT.read(stream.readAllBytes(), type);
    } catch (BadDocument | IOException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription("message of type " + type.getSimpleName() + " does not parse")
          .withCause(e)
          .asRuntimeException();
    }
  }
}
