package io.jswarm.lab.fleet;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.Methods;
import java.util.concurrent.atomic.LongAdder;

/** Counts what all sessions of a fleet carry, and how many nodes have one. */
final class Traffic extends ClientStreamTracer.Factory {
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

  /** What the channels of one node are to be intercepted with. */
  ClientInterceptor ofNode() {
    return new NodeSessions();
  }

  @Override
  public ClientStreamTracer newClientStreamTracer(
      ClientStreamTracer.StreamInfo info, Metadata headers) {
    return new SessionTracer();
  }

  /** The sessions of one node, of which only the newest counts. */
  private final class NodeSessions implements ClientInterceptor {
    private long newest; // guarded by this
    private boolean counted; // guarded by this

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      if (!method.getFullMethodName().equals(Methods.SESSION.getFullMethodName())) {
        return next.newCall(method, options);
      }
      return new SimpleForwardingClientCall<>(
          next.newCall(method, options.withStreamTracerFactory(Traffic.this))) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          super.start(new SessionListener<>(NodeSessions.this, opened(), listener), headers);
        }
      };
    }

    private synchronized long opened() {
      closed(newest);
      return ++newest;
    }

    synchronized void welcomed(long session) {
      sessionsBegun.increment();
      if (session == newest && !counted) {
        counted = true;
        sessions.increment();
      }
    }

    synchronized void closed(long session) {
      if (session == newest && counted) {
        counted = false;
        sessions.decrement();
      }
    }
  }

  /** A session counts from its welcome on, which only a leader says. */
  private static final class SessionListener<A> extends SimpleForwardingClientCallListener<A> {
    private final NodeSessions node;
    private final long number;

    SessionListener(NodeSessions node, long number, ClientCall.Listener<A> listener) {
      super(listener);
      this.node = node;
      this.number = number;
    }

    @Override
    public void onMessage(A message) {
      if (message instanceof ManagerMessage.Welcome) {
        node.welcomed(number);
      }
      super.onMessage(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      node.closed(number);
      super.onClose(status, trailers);
    }
  }

  private final class SessionTracer extends ClientStreamTracer {
    @Override
    public void inboundMessage(int number) {
      messagesIn.increment();
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
  }
}
