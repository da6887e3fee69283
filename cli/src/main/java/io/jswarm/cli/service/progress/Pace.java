package io.jswarm.cli.service.progress;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Time for the waiting loop: the system's, or a test's. */
interface Pace {
  /** A clock that never goes back. */
  long nanos();

  void pause(Duration time);

  /** The system's time. */
  final class Real implements Pace {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void pause(Duration time) {
      LockSupport.parkNanos(time.toNanos());
    }
  }
}
