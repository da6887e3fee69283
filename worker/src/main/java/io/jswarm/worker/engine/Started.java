package io.jswarm.worker.engine;

import java.time.Instant;

/**
 * The container's first process runs.
 *
 * @param pid its number as this node's processes see it; 0 in an engine without processes
 * @param times of its making and starting, as far as they are known
 */
public record Started(int pid, Instant at, EngineTimes times) {
  /** A process that was found running, or whose steps take no time. */
  public Started(int pid, Instant at) {
    this(pid, at, EngineTimes.NONE);
  }

  public Started withTimes(EngineTimes times) {
    return new Started(pid, at, times);
  }
}
