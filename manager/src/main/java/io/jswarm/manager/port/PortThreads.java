package io.jswarm.manager.port;

import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * What the control port runs calls and TLS handshakes on: a virtual thread for each. The signatures
 * of a handshake take milliseconds of a processor, and after a change of leader every node wants
 * one at once; so only so many are computed at a time, and the others wait. Else the heartbeats of
 * the nodes that are connected already would wait behind them all.
 */
public final class PortThreads implements Executor {
  private static final int CORES_PER_HANDSHAKE = 2;

  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore handshakes =
      new Semaphore(
          Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_HANDSHAKE), true);

  @Override
  public void execute(Runnable task) {
    threads.execute(isHandshake(task) ? () -> inTurn(task) : task);
  }

  /**
   * Whether somebody who calls waits for this manager to get round to the handshake. Who it is
   * shows only afterwards.
   */
  public boolean callersWait() {
    return handshakes.hasQueuedThreads();
  }

  /** gRPC gives a server's handshakes and calls to the same executor. */
  private static boolean isHandshake(Runnable task) {
    return task.getClass().getEnclosingClass() == SslHandler.class;
  }

  private void inTurn(Runnable handshake) {
    handshakes.acquireUninterruptibly();
    try {
      handshake.run();
    } finally {
      handshakes.release();
    }
  }
}
