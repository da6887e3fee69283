package io.jswarm.worker.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which version of the agent's state is safe on disk. One write is under way at a time and takes
 * with it all that changed before it began. A new assignment is written at once, because its
 * container must not start before; what only saves work after a restart waits for company.
 */
final class DiskLedger {
  static final Duration COMPANY = Duration.ofMillis(200);

  private long version;
  private long written;
  private boolean writing;
  private @Nullable Instant due;

  /** The state has changed and is wanted on disk now. Answers the version that will hold it. */
  long changed(Instant now) {
    version++;
    due = now;
    return version;
  }

  /** The state has changed in a way that can be found out again. */
  void touched(Instant now) {
    version++;
    if (due == null) {
      due = now.plus(COMPANY);
    }
  }

  boolean isSafe(long wanted) {
    return written >= wanted;
  }

  /** The version to write now, if it is time; the write has then begun. */
  Optional<Long> beginWrite(Instant now) {
    if (writing || due == null || now.isBefore(due)) {
      return Optional.empty();
    }
    writing = true;
    due = null;
    return Optional.of(version);
  }

  void wrote(long upTo) {
    writing = false;
    written = Math.max(written, upTo);
  }

  Optional<Instant> wakeAt() {
    return writing ? Optional.empty() : Optional.ofNullable(due);
  }
}
