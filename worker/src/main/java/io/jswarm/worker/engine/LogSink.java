package io.jswarm.worker.engine;

/** Takes a container's log. */
@FunctionalInterface
public interface LogSink {
  /**
   * Takes the next entry; may block, which holds the reading back.
   *
   * @return false when no more is wanted
   */
  boolean accept(LogEntry entry) throws InterruptedException;
}
