package io.jswarm.worker.agent.live;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.jswarm.api.rpc.LogMessage;
import io.jswarm.api.rpc.Methods;
import io.jswarm.worker.engine.Engine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream on which the leader asks for logs of this node's tasks. Each subscription is served by
 * virtual threads of its own; a reader that is slower than the network holds them back, so that no
 * more than {@link LogBatch#ENTRIES_MAX} entries of a task ever wait.
 */
final class LogStream {
  /** Subscriptions served at once; the leader asks for no more than clients follow. */
  static final int SUBSCRIPTIONS_MAX = 256;

  private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);

  private final Engine engine;
  private final String nodeId;
  private final Map<Long, LogSubscription> subscriptions = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition writable = lock.newCondition();
  private @Nullable ClientCallStreamObserver<LogMessage> stream; // guarded by lock
  private boolean ended; // guarded by lock

  private LogStream(Engine engine, String nodeId) {
    this.engine = engine;
    this.nodeId = nodeId;
  }

  /** Opens the stream on the channel of an accepted session. It ends with the channel. */
  static LogStream open(ManagedChannel channel, Engine engine, String nodeId) {
    LogStream logs = new LogStream(engine, nodeId);
    ClientCalls.asyncBidiStreamingCall(
        channel.newCall(Methods.LOGS, CallOptions.DEFAULT), logs.new Requests());
    logs.hello();
    return logs;
  }

  /** Sends when the network takes it; false when the stream has ended. */
  boolean send(LogMessage message) throws InterruptedException {
    lock.lock();
    try {
      ClientCallStreamObserver<LogMessage> to = stream;
      while (!ended && to != null && !to.isReady()) {
        writable.await();
        to = stream;
      }
      if (ended || to == null) {
        return false;
      }
      to.onNext(message);
      return true;
    } catch (IllegalStateException | StatusRuntimeException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  void finished(long subscription) {
    subscriptions.remove(subscription);
  }

  private void hello() {
    lock.lock();
    try {
      if (stream != null && !ended) {
        stream.onNext(new LogMessage.Hello());
      }
    } finally {
      lock.unlock();
    }
  }

  private void asked(LogMessage message) {
    switch (message) {
      case LogMessage.Subscribe subscribe -> subscribe(subscribe);
      case LogMessage.Cancel(long id) -> {
        LogSubscription cancelled = subscriptions.remove(id);
        if (cancelled != null) {
          cancelled.cancel();
        }
      }
      case LogMessage.Follow _, LogMessage.Chunk _, LogMessage.End _, LogMessage.Hello _ ->
          LOG.warn("the leader said {} on the log stream", message.getClass().getSimpleName());
    }
  }

  private void subscribe(LogMessage.Subscribe asked) {
    LogSubscription subscription = new LogSubscription(asked, nodeId, engine, this);
    boolean full = subscriptions.size() >= SUBSCRIPTIONS_MAX;
    if (full || subscriptions.putIfAbsent(asked.subscription(), subscription) != null) {
      Thread.ofVirtual().start(subscription::refuse);
    } else {
      subscription.start();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      writable.signalAll();
    } finally {
      lock.unlock();
    }
    subscriptions.values().forEach(LogSubscription::cancel);
    subscriptions.clear();
  }

  private void signalWritable() {
    lock.lock();
    try {
      writable.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private final class Requests implements ClientResponseObserver<LogMessage, LogMessage> {
    @Override
    public void beforeStart(ClientCallStreamObserver<LogMessage> requestStream) {
      requestStream.setOnReadyHandler(LogStream.this::signalWritable);
      lock.lock();
      try {
        stream = requestStream;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void onNext(LogMessage message) {
      asked(message);
    }

    @Override
    public void onError(Throwable error) {
      LOG.debug("log stream ended: {}", Status.fromThrowable(error));
      end();
    }

    @Override
    public void onCompleted() {
      end();
    }
  }
}
