package io.jswarm.worker.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a container's log is wanted.
 *
 * @param follow go on with what comes until the container has ended
 * @param since only entries at or after it
 * @param until only entries at or before it
 * @param tail only that many last lines of what is there now; below 0 all of them
 */
public record LogRequest(
    boolean stdout,
    boolean stderr,
    boolean follow,
    @Nullable Instant since,
    @Nullable Instant until,
    long tail) {
  /** All there is now, of both streams. */
  public static final LogRequest ALL = new LogRequest(true, true, false, null, null, -1);
}
