package io.jswarm.worker.agent.live;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The wall clock as it was when this object was made, going on at the pace of the machine's
 * monotonic clock. Deadlines are held against it, so setting the wall clock neither silences
 * heartbeats nor makes nodes look dead.
 */
public final class SteadyClock implements InstantSource {
  private final Instant origin = Instant.now();
  private final long originNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return origin.plusNanos(System.nanoTime() - originNanos);
  }
}
