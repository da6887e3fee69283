package io.jswarm.worker.engine;

import java.time.Instant;

/**
 * How a container's first process ended.
 *
 * @param code its exit code; 128 + n when signal n killed it
 * @param oomKilled whether the kernel killed a process of the container for want of memory
 * @param error what kept the engine from knowing better, else empty; Docker's {@code State.Error}
 */
public record Exit(int code, boolean oomKilled, Instant at, String error) {
  /** The code of a container whose end nobody saw, as Docker's after a reboot. */
  public static final int UNKNOWN_CODE = 255;
}
