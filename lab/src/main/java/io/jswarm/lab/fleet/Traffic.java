package io.jswarm.lab.fleet;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.jswarm.api.rpc.Methods;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts what all sessions of a fleet carry, and how many sessions there are. */
final class Traffic extends ClientStreamTracer.Factory implements ClientInterceptor {
  private final LongAdder sessions = new LongAdder();
  private final LongAdder sessionsBegun = new LongAdder();
  private final LongAdder messagesIn = new LongAdder();
  private final LongAdder messagesOut = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();

  int sessions() {
    return sessions.intValue();
  }

  long sessionsBegun() {
    return sessionsBegun.sum();
  }

  long messagesIn() {
    return messagesIn.sum();
  }

  long messagesOut() {
    return messagesOut.sum();
  }

  long bytesIn() {
    return bytesIn.sum();
  }

  long bytesOut() {
    return bytesOut.sum();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    boolean counts = method.getFullMethodName().equals(Methods.SESSION.getFullMethodName());
    return next.newCall(method, counts ? options.withStreamTracerFactory(this) : options);
  }

  @Override
  public ClientStreamTracer newClientStreamTracer(
      ClientStreamTracer.StreamInfo info, Metadata headers) {
    return new SessionTracer();
  }

  private enum Stage {
    OPENING,
    ACCEPTED,
    ENDED
  }

  /**
   * One session. A manager that does not lead answers one message, the redirect, and hangs up: the
   * second message shows that the session was accepted.
   */
  private final class SessionTracer extends ClientStreamTracer {
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.OPENING);

    @Override
    public void inboundMessage(int number) {
      messagesIn.increment();
      if (number == 1 && stage.compareAndSet(Stage.OPENING, Stage.ACCEPTED)) {
        sessions.increment();
        sessionsBegun.increment();
      }
    }

    @Override
    public void outboundMessage(int number) {
      messagesOut.increment();
    }

    @Override
    public void inboundWireSize(long bytes) {
      bytesIn.add(bytes);
    }

    @Override
    public void outboundWireSize(long bytes) {
      bytesOut.add(bytes);
    }

    @Override
    public void streamClosed(Status status) {
      if (stage.getAndSet(Stage.ENDED) == Stage.ACCEPTED) {
        sessions.decrement();
      }
    }
  }
}
