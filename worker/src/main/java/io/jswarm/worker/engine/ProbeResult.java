package io.jswarm.worker.engine;

import java.time.Instant;

/**
 * What became of running a health check once.
 *
 * @param exitCode of the command; -1 when it could not be run or was killed at its timeout
 * @param output the beginning of what it wrote to both streams
 */
public record ProbeResult(Instant start, Instant end, int exitCode, String output) {
  /** The code of a probe that did not end by itself. */
  public static final int NO_CODE = -1;

  public boolean isWell() {
    return exitCode == 0;
  }
}
