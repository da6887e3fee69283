package io.jswarm.worker.agent.live;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.Methods;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.worker.agent.AgentInput;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session streams an agent opens, one at a time. Everything heard goes to the agent's inbox
 * with the number of its connection; a message is asked for only when the one before it was taken.
 *
 * <p>Used by the agent's thread only, but for the callbacks.
 */
final class SessionStreams {
  /** How long an ended connection may take to say goodbye. */
  private static final long GOODBYE_SECONDS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(SessionStreams.class);

  private final AskedManagers asked;
  private final Consumer<AgentInput> inbox;
  private final Consumer<ManagedChannel> onWelcome;
  private long connection;
  private String address = "";
  private @Nullable Answers answers;

  /**
   * @param onWelcome what else to do with a channel whose session was accepted
   */
  SessionStreams(
      ManagerChannels channels, Consumer<AgentInput> inbox, Consumer<ManagedChannel> onWelcome) {
    asked = new AskedManagers(channels::open);
    this.inbox = inbox;
    this.onWelcome = onWelcome;
  }

  void connect(long number, ManagerAddress manager) {
    drop();
    connection = number;
    address = manager.addr();
    LOG.debug("connection {} to manager {} at {}", number, manager.nodeId(), address);
    try {
      Answers opened = new Answers(number, asked.take(address));
      ClientCalls.asyncBidiStreamingCall(
          opened.on.newCall(Methods.SESSION, CallOptions.DEFAULT), opened);
      answers = opened;
    } catch (IllegalArgumentException e) {
      inbox.accept(new AgentInput.Closed(number, String.valueOf(e.getMessage())));
    }
  }

  boolean isPresent(long number) {
    return number == connection;
  }

  void send(long number, WorkerMessage message) {
    ClientCallStreamObserver<WorkerMessage> stream = stream(number);
    if (stream != null) {
      try {
        stream.onNext(message);
      } catch (IllegalStateException | StatusRuntimeException e) {
        LOG.debug("connection {} has ended: {}", number, e.getMessage());
      }
    }
  }

  /** The message was taken: the next may come. */
  void taken(long number) {
    ClientCallStreamObserver<WorkerMessage> stream = stream(number);
    if (stream != null) {
      stream.request(1);
    }
  }

  private @Nullable ClientCallStreamObserver<WorkerMessage> stream(long number) {
    return number == connection && answers != null ? answers.requests : null;
  }

  /** The manager of the present connection has accepted the session: no other is needed. */
  void settled() {
    asked.closeAll();
  }

  void disconnect(long number, String why) {
    if (number == connection) {
      LOG.info("session {} ended: {}", number, why);
      drop();
    }
  }

  /** Ends the present connection and all that were kept. */
  void close() {
    drop();
    asked.closeAll();
  }

  /** Ends the present connection after what was sent on it. */
  private void drop() {
    Answers ending = answers;
    answers = null;
    if (ending == null) {
      return;
    }
    ClientCallStreamObserver<WorkerMessage> stream = ending.requests;
    if (ending.welcomed) {
      sayGoodbye(ending.on, stream);
    } else {
      if (stream != null) {
        stream.cancel("another manager is asked", null);
      }
      asked.keep(address, ending.on, ending.answered);
    }
  }

  private static void sayGoodbye(
      ManagedChannel closing, @Nullable ClientCallStreamObserver<WorkerMessage> ending) {
    if (ending != null) {
      try {
        ending.onCompleted();
      } catch (IllegalStateException | StatusRuntimeException e) {
        LOG.debug("the stream had ended: {}", e.getMessage());
      }
    }
    closing.shutdown();
    Thread.ofVirtual().name("goodbye").start(() -> finish(closing, ending));
  }

  /** What the manager said last may never be read, and would keep the stream for ever. */
  private static void finish(
      ManagedChannel closing, @Nullable ClientCallStreamObserver<WorkerMessage> ending) {
    try {
      closing.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (ending != null) {
      ending.cancel("the session is over", null);
    }
    closing.shutdownNow();
  }

  /** What the manager says on one stream. */
  private final class Answers implements ClientResponseObserver<WorkerMessage, ManagerMessage> {
    private final long number;
    private final ManagedChannel on;

    /** It said something: it lives. */
    private volatile boolean answered;

    private volatile boolean welcomed;
    private @Nullable ClientCallStreamObserver<WorkerMessage> requests;

    Answers(long number, ManagedChannel on) {
      this.number = number;
      this.on = on;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WorkerMessage> requestStream) {
      requestStream.disableAutoRequestWithInitial(1);
      requests = requestStream;
    }

    @Override
    public void onNext(ManagerMessage message) {
      answered = true;
      if (message instanceof ManagerMessage.Welcome) {
        welcomed = true;
        onWelcome.accept(on);
      }
      inbox.accept(new AgentInput.Received(number, message));
    }

    @Override
    public void onError(Throwable error) {
      inbox.accept(new AgentInput.Closed(number, Status.fromThrowable(error).toString()));
    }

    @Override
    public void onCompleted() {
      answered = true;
      inbox.accept(new AgentInput.Closed(number, "the manager ended the session"));
    }
  }
}
