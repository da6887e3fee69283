package io.jswarm.raftstore.ratis;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.thirdparty.io.grpc.CallOptions;
import org.apache.ratis.thirdparty.io.grpc.ConnectivityState;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.MethodDescriptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NegotiationType;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.ClientCalls;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.channel.ChannelOption;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the other members for {@link ReadCalls}. One that is made and does not answer in
 * time is given up: after a partition TCP may be silent for as long again. One that is being made
 * may take longer than a question, on a busy machine, and is let be.
 */
final class ReadChannels implements AutoCloseable {
  /** A machine that is off answers nothing; the default would wait 30 s for it. */
  private static final int CONNECT_MILLIS_MAX = 2_000;

  private final SslContext tls;
  private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentHashMap<String, ManagedChannel> open = new ConcurrentHashMap<>();

  ReadChannels(PeerTls tls) {
    this.tls = GrpcUtil.buildSslContextForClient(tls.toRatis());
  }

  /** Asks a member; one of the two arguments of {@code told} is null. Never blocks. */
  void ask(
      String memberId,
      MethodDescriptor<byte[], Long> method,
      Duration limit,
      BiConsumer<@Nullable Long, @Nullable Throwable> told) {
    ManagedChannel channel = open.computeIfAbsent(memberId, this::connect);
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      // left to itself it would try again after up to two minutes
      channel.resetConnectBackoff();
    }
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS);
    ClientCalls.asyncUnaryCall(
        channel.newCall(method, options),
        new byte[0],
        new StreamObserver<>() {
          @Override
          public void onNext(Long number) {
            told.accept(number, null);
          }

          @Override
          public void onError(Throwable failure) {
            if (Status.fromThrowable(failure).getCode() == Status.Code.DEADLINE_EXCEEDED
                && channel.getState(false) == ConnectivityState.READY) {
              drop(memberId, channel);
            }
            told.accept(null, failure);
          }

          @Override
          public void onCompleted() {
            // told with the number
          }
        });
  }

  private ManagedChannel connect(String memberId) {
    return NettyChannelBuilder.forTarget(PeerResolver.nameOf(memberId))
        .negotiationType(NegotiationType.TLS)
        .sslContext(tls)
        .executor(executor)
        .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_MAX)
        .build();
  }

  private void drop(String memberId, ManagedChannel channel) {
    if (open.remove(memberId, channel)) {
      channel.shutdownNow();
    }
  }

  /** Connects anew from now on, with the certificates of now. */
  void reset() {
    open.forEach(this::drop);
  }

  @Override
  public void close() {
    reset();
  }
}
