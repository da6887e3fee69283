package io.jswarm.manager.port;

import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * What the control port runs calls and TLS handshakes on: a virtual thread for each call, and a few
 * for all handshakes. The signatures of a handshake take milliseconds of a processor, and after a
 * change of leader every node wants one at once; so only so many are computed at a time, and the
 * others wait ({@link HandshakeQueue}). Else the heartbeats of the nodes that are connected already
 * would wait behind them all.
 */
public final class PortThreads implements Executor {
  private static final int CORES_PER_HANDSHAKE = 2;

  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HandshakeQueue handshakes =
      new HandshakeQueue(
          threads,
          Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_HANDSHAKE),
          System::nanoTime);

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
