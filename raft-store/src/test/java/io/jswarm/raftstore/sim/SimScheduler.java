package io.jswarm.raftstore.sim;

import java.time.Duration;

/** Virtual time: runs tasks later, one at a time, those of the same moment in order of arrival. */
public interface SimScheduler {

  /** Runs a task after this time. */
  void schedule(Duration delay, Runnable task);

  /** How long the simulation has gone on. */
  Duration now();
}
