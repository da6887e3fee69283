package io.jswarm.worker.engine;

import io.jswarm.api.model.Bytes;
import java.time.Instant;

/**
 * One piece of a container's output.
 *
 * @param at when the container wrote it
 * @param data what it wrote, with the line's end if it had one
 * @param partial whether the line goes on in the next entry of the same stream
 */
public record LogEntry(Stream stream, Instant at, Bytes data, boolean partial) {
  /** Where the container wrote to, by Docker's number. */
  public enum Stream {
    STDOUT(1),
    STDERR(2);

    private final int number;

    Stream(int number) {
      this.number = number;
    }

    /** As in the header of a multiplexed stream. */
    public int number() {
      return number;
    }
  }
}
