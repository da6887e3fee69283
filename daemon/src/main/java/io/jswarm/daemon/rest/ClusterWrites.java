package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;

/** Where a manager's writes go. Asked only while this node is a manager. */
@FunctionalInterface
public interface ClusterWrites {
  /**
   * Has the leader decide on a command, here or over there, and waits until this manager has
   * applied the outcome itself.
   *
   * @param deadlineNanos when the caller gives up, on the scale of {@link System#nanoTime()}
   */
  CommandResult submit(Command command, long deadlineNanos) throws InterruptedException;
}
