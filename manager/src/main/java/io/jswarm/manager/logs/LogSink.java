package io.jswarm.manager.logs;

import io.jswarm.api.rpc.LogMessage;

/** Takes the logs somebody follows. */
@FunctionalInterface
public interface LogSink {
  /**
   * Takes a {@link LogMessage.Chunk}, or a {@link LogMessage.End} that says why logs of some tasks
   * are not complete. May block, which holds the nodes back.
   *
   * @return false when no more is wanted
   */
  boolean accept(LogMessage message) throws InterruptedException;
}
