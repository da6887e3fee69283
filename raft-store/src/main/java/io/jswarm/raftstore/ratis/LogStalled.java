package io.jswarm.raftstore.ratis;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * This member takes no more entries from the leader, though it hears it, and would fall ever
 * further behind. What it has on disk is whole: closed and started again, it goes on from there.
 */
public final class LogStalled extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says why the last entry was refused. */
  public LogStalled(String why, @Nullable Throwable cause) {
    super(
        "the log takes no more entries from the leader and has to be started again: " + why, cause);
  }
}
