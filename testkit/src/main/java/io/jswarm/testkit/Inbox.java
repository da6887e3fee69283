package io.jswarm.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/**
 * What a loop with a queue is in a simulation: takes one thing after the other, each after a little
 * while. Once closed it takes nothing more.
 */
public final class Inbox {
  private static final int MICROS_MAX = 800;

  private final VirtualTime time;
  private final RandomGenerator random;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;
  private boolean closed;
  private boolean paused;
  private Duration pace = Duration.ZERO;

  public Inbox(VirtualTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
  }

  public void add(Runnable work) {
    if (!closed) {
      waiting.add(work);
      next();
    }
  }

  /** Makes the loop slower by this much for each thing it does. */
  public void slow(Duration each) {
    pace = each;
  }

  /** The process stands still; what arrives waits. */
  public void pause() {
    paused = true;
  }

  /** It goes on. */
  public void resume() {
    if (paused) {
      paused = false;
      next();
    }
  }

  /** The process is gone. */
  public void close() {
    closed = true;
    waiting.clear();
  }

  private void next() {
    if (busy || paused || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Duration delay = pace.plusNanos(1_000L * (1 + random.nextInt(MICROS_MAX)));
    time.after(
        delay,
        () -> {
          busy = false;
          if (!paused) {
            Runnable work = waiting.poll();
            if (work != null && !closed) {
              work.run();
            }
            next();
          }
        });
  }
}
