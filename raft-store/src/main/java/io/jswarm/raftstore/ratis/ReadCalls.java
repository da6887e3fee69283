package io.jswarm.raftstore.ratis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.ServerServiceDefinition;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.stub.ServerCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;

/**
 * What members ask each other for a read, beside Ratis' own service on the same port: the term one
 * is in, and, of the leader, the index that a read must wait for. Requests are empty, answers one
 * number.
 */
final class ReadCalls {
  private static final String SERVICE = "jswarm.Reads";

  static final MethodDescriptor<byte[], Long> TERM = method("Term");
  static final MethodDescriptor<byte[], Long> READ_INDEX = method("ReadIndex");

  private ReadCalls() {}

  /** Answers one question, now or later. */
  interface Answering {
    /** Tells exactly one of the two. */
    void answer(Consumer<Long> number, Consumer<Unconfirmed> failure);
  }

  static ServerServiceDefinition service(Answering term, Answering readIndex) {
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(TERM, ServerCalls.asyncUnaryCall((_, reply) -> answer(term, reply)))
        .addMethod(READ_INDEX, ServerCalls.asyncUnaryCall((_, reply) -> answer(readIndex, reply)))
        .build();
  }

  private static void answer(Answering question, StreamObserver<Long> reply) {
    question.answer(
        number -> {
          reply.onNext(number);
          reply.onCompleted();
        },
        failure ->
            reply.onError(
                Status.UNAVAILABLE.withDescription(failure.getMessage()).asRuntimeException()));
  }

  private static MethodDescriptor<byte[], Long> method(String name) {
    return MethodDescriptor.newBuilder(new Empty(), new EightBytes())
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .build();
  }

  private static final class Empty implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] nothing) {
      return InputStream.nullInputStream();
    }

    @Override
    public byte[] parse(InputStream stream) {
      return new byte[0];
    }
  }

  private static final class EightBytes implements MethodDescriptor.Marshaller<Long> {
    @Override
    public InputStream stream(Long number) {
      return new ByteArrayInputStream(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    @Override
    public Long parse(InputStream stream) {
      try {
        return ByteBuffer.wrap(stream.readNBytes(Long.BYTES)).getLong();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
