package io.jswarm.manager.port;

import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What the control port runs calls and TLS handshakes on: a virtual thread for each call, and a few
 * for all handshakes. The signatures of a handshake take milliseconds of a processor, and after a
 * change of leader every node wants one at once; so only so many are computed at a time, and the
 * others wait ({@link HandshakeQueue}), on threads that come last when the processors do not
 * suffice. Else the heartbeats of the nodes that are connected already, and the rounds of a new
 * leader, would wait behind them all (docs/adr/028).
 */
public final class PortThreads implements Executor {
  private static final int CORES_PER_HANDSHAKE = 2;
  private static final long IDLE_SECONDS_MAX = 10;

  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HandshakeQueue handshakes;

  public PortThreads() {
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_HANDSHAKE);
    handshakes = new HandshakeQueue(lastInLine(atOnce), atOnce, System::nanoTime);
  }

  /** The queue of handshakes gives this no more than {@code atOnce} tasks at a time. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing is right or wrong by it, only sooner
  private static Executor lastInLine(int atOnce) {
    ThreadPoolExecutor handshakers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform()
                .name("handshake-", 0)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory());
    handshakers.allowCoreThreadTimeOut(true);
    return handshakers;
  }

  @Override
  public void execute(Runnable task) {
    if (isHandshake(task)) {
      handshakes.add(task);
    } else {
      threads.execute(task);
    }
  }

  /**
   * Whether somebody who calls waits for this manager to get round to the handshake. Who it is
   * shows only afterwards.
   */
  public boolean callersWait() {
    return handshakes.isAnyoneWaiting();
  }

  /** gRPC gives a server's handshakes and calls to the same executor. */
  private static boolean isHandshake(Runnable task) {
    return task.getClass().getEnclosingClass() == SslHandler.class;
  }
}
