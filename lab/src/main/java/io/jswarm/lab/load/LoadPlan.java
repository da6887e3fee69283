package io.jswarm.lab.load;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Who asks what of which daemon, and for how long.
 *
 * @param clients how many ask at the same time, 1 to {@value #MAX_CLIENTS}
 * @param warmUp asked before, and not counted
 */
public record LoadPlan(
    Path socket, Operation operation, int clients, Duration warmUp, Duration time) {
  public static final int MAX_CLIENTS = 4096;

  public LoadPlan {
    if (clients < 1 || clients > MAX_CLIENTS) {
      throw new IllegalArgumentException("1 to " + MAX_CLIENTS + " clients, not " + clients);
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("a load takes some time, not " + time);
    }
  }

  /** Clients that create services without replicas. */
  public static LoadPlan creates(Path socket, int clients, Duration time) {
    return new LoadPlan(socket, Operation.CREATE, clients, Duration.ZERO, time);
  }
}
