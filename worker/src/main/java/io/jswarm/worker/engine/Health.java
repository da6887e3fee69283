package io.jswarm.worker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a container's health; Docker's {@code State.Health}.
 *
 * @param failingStreak failures in a row, as far as they count
 * @param log the last probes, oldest first
 */
public record Health(Status status, int failingStreak, List<ProbeResult> log) {
  private static final int LOG_MAX = 5;

  /** Where a container that has a health check is. */
  public enum Status {
    /** It was never well, and has not failed often enough to be given up. */
    STARTING,
    HEALTHY,
    UNHEALTHY;

    /** Docker's word. */
    public String docker() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Health {
    log = List.copyOf(log);
  }

  /** One of which only this is known. */
  public static Health of(Status status) {
    return new Health(status, 0, List.of());
  }

  /** After one more probe. */
  public Health with(Status next, int streak, ProbeResult probe) {
    List<ProbeResult> longer = new ArrayList<>(log);
    longer.add(probe);
    return new Health(
        next, streak, longer.subList(Math.max(0, longer.size() - LOG_MAX), longer.size()));
  }
}
