package io.jswarm.manager.trace;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code failover step=... after_ms=... ...} for each step from the loss of a leader to the
 * first write that another takes. Times count from the first this manager noticed of it. Any thread
 * may call.
 */
public final class FailoverTrace {
  /** The logger; its level turns the trace on and off. */
  public static final String LOGGER = "failover";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  /** Changes of leader that follow one another so soon belong to one fail-over. */
  private static final Duration ONE_FAILOVER = Duration.ofSeconds(10);

  private final Set<String> seen = new HashSet<>();
  private long beganNanos = System.nanoTime();
  private long turnedNanos = beganNanos;

  /** Something about the leader has changed: the steps after it are told anew. */
  public synchronized void turn(String step, String details) {
    long now = System.nanoTime();
    if (now - turnedNanos > ONE_FAILOVER.toNanos()) {
      beganNanos = now;
    }
    turnedNanos = now;
    seen.clear();
    write(step, details, now);
  }

  /** A step, told each time. */
  public synchronized void step(String step, String details) {
    write(step, details, System.nanoTime());
  }

  /** A step that only counts the first time after a turn. */
  public synchronized void first(String step, String details) {
    if (seen.add(step)) {
      write(step, details, System.nanoTime());
    }
  }

  private void write(String step, String details, long now) {
    LOG.info(
        "failover step={} after_ms={} {}",
        step,
        Duration.ofNanos(now - beganNanos).toMillis(),
        details);
  }
}
