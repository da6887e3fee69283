package io.jswarm.manager.dispatch.live;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.manager.dispatch.DispatchInput;
import io.jswarm.pki.PeerIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session streams nodes have opened. What they say goes to the dispatcher's inbox, a few
 * messages at a time for each stream; {@link #send} and {@link #close} are for the dispatcher's
 * thread only.
 *
 * <p>Heartbeats do not wait for that thread to be answered: with thousands of nodes it may be busy
 * for seconds with a large deploy, and nodes that heard nothing for so long would all hang up and
 * come again at once. The dispatcher still hears of them in their turn, one for each stream; that
 * they have come it can see before, in {@link #unread}.
 */
final class NodeStreams {
  /** Messages that may wait for a node whose connection takes none. */
  static final int BACKLOG_MAX = 4_000;

  /** Messages of a node that may wait for the dispatcher, beside a heartbeat. */
  static final int UNREAD_MAX = 32;

  private static final Logger LOG = LoggerFactory.getLogger(NodeStreams.class);

  private final Map<String, NodeStream> open = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Consumer<DispatchInput> inbox;
  private final InstantSource clock;

  NodeStreams(Consumer<DispatchInput> inbox, InstantSource clock) {
    this.inbox = inbox;
    this.clock = clock;
  }

  /** A node has called; its messages go to the observer that is returned. */
  StreamObserver<WorkerMessage> accept(
      PeerIdentity caller, StreamObserver<ManagerMessage> answers) {
    String sessionId = caller.nodeId() + "-" + numbers.incrementAndGet();
    ServerCallStreamObserver<ManagerMessage> calls =
        (ServerCallStreamObserver<ManagerMessage>) answers;
    calls.disableAutoRequest();
    NodeStream stream = new NodeStream(sessionId, caller.nodeId(), calls);
    calls.setOnCancelHandler(stream::ended);
    open.put(sessionId, stream);
    inbox.accept(new DispatchInput.Opened(sessionId, caller.nodeId(), caller.certificateEnd()));
    calls.request(UNREAD_MAX);
    return stream;
  }

  void send(String sessionId, ManagerMessage message) {
    NodeStream stream = open.get(sessionId);
    if (stream != null) {
      stream.send(message);
    }
  }

  void close(String sessionId, String why) {
    NodeStream stream = open.remove(sessionId);
    if (stream != null) {
      LOG.info("session {} closed: {}", sessionId, why);
      stream.close(why);
    }
  }

  /** The message was handled: the node may say the next. */
  void taken(DispatchInput.Received received) {
    NodeStream stream = open.get(received.sessionId());
    if (stream == null) {
      return;
    }
    if (received.message() instanceof WorkerMessage.Heartbeat) {
      stream.heartbeatWaits.set(false);
    } else {
      stream.unread.decrementAndGet();
      stream.calls.request(1);
    }
  }

  /**
   * The nodes of which something has come that was not {@link #taken} yet, and when the last of it
   * came. A node that may say no more until it is heard counts as speaking now: what it sends waits
   * where nobody sees it.
   */
  Map<String, Instant> unread() {
    Map<String, Instant> unread = new HashMap<>();
    Instant now = clock.instant();
    for (NodeStream stream : open.values()) {
      int waiting = stream.unread.get();
      if (waiting > 0 || stream.heartbeatWaits.get()) {
        Instant at = waiting < UNREAD_MAX ? stream.lastCame : now;
        unread.merge(stream.nodeId, at, (a, b) -> a.isAfter(b) ? a : b);
      }
    }
    return unread;
  }

  void closeAll(String why) {
    for (String sessionId : open.keySet()) {
      close(sessionId, why);
    }
  }

  private final class NodeStream implements StreamObserver<WorkerMessage> {
    private final String sessionId;
    private final String nodeId;
    private final ServerCallStreamObserver<ManagerMessage> calls;
    private final AtomicBoolean heartbeatWaits = new AtomicBoolean();

    /** How many others wait. */
    private final AtomicInteger unread = new AtomicInteger();

    private volatile Instant lastCame;
    private boolean welcome; // guarded by this
    private int backlog; // guarded by this

    NodeStream(String sessionId, String nodeId, ServerCallStreamObserver<ManagerMessage> calls) {
      this.sessionId = sessionId;
      this.nodeId = nodeId;
      this.calls = calls;
      this.lastCame = clock.instant();
    }

    synchronized void send(ManagerMessage message) {
      welcome |= message instanceof ManagerMessage.Welcome;
      backlog = calls.isReady() ? 0 : backlog + 1;
      if (backlog > BACKLOG_MAX) {
        close("the node takes no messages");
        ended();
        return;
      }
      try {
        calls.onNext(message);
      } catch (IllegalStateException e) {
        LOG.debug("session {} has ended: {}", sessionId, e.getMessage());
      }
    }

    synchronized void close(String why) {
      welcome = false;
      try {
        calls.onError(Status.UNAVAILABLE.withDescription(why).asRuntimeException());
      } catch (IllegalStateException e) {
        LOG.debug("session {} had ended: {}", sessionId, e.getMessage());
      }
    }

    void ended() {
      if (open.remove(sessionId) != null) {
        inbox.accept(new DispatchInput.Closed(sessionId));
      }
    }

    @Override
    public void onNext(WorkerMessage message) {
      lastCame = clock.instant();
      if (message instanceof WorkerMessage.Heartbeat(long sequence)) {
        answer(sequence);
        if (heartbeatWaits.compareAndSet(false, true)) {
          inbox.accept(new DispatchInput.Received(sessionId, message));
        }
        calls.request(1);
      } else {
        unread.incrementAndGet();
        inbox.accept(new DispatchInput.Received(sessionId, message));
      }
    }

    private synchronized void answer(long heartbeat) {
      if (welcome) {
        send(new ManagerMessage.HeartbeatAck(heartbeat));
      }
    }

    @Override
    public void onError(Throwable error) {
      ended();
    }

    @Override
    public void onCompleted() {
      ended();
      try {
        calls.onCompleted();
      } catch (IllegalStateException e) {
        LOG.debug("session {} had ended: {}", sessionId, e.getMessage());
      }
    }
  }
}
