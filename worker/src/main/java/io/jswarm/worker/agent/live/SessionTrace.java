package io.jswarm.worker.agent.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code failover step=session-... after_ms=...}: when a session was lost, each try to open
 * another, and when a leader has accepted it. The logger is the one managers trace fail-overs with.
 * For the agent's thread only.
 */
final class SessionTrace {
  private static final Logger LOG = LoggerFactory.getLogger("failover");

  private long lostNanos = System.nanoTime(); // at first, when the agent began
  private int tries;
  private boolean open;
  private @Nullable String manager;

  void connecting(String managerId) {
    ended("another is opened");
    tries++;
    manager = managerId;
    LOG.info(
        "failover step=session-try after_ms={} try={} manager={}", sinceLost(), tries, manager);
  }

  void welcomed() {
    open = true;
    LOG.info(
        "failover step=session-open after_ms={} tries={} manager={}", sinceLost(), tries, manager);
  }

  void ended(String why) {
    if (open) {
      open = false;
      tries = 0;
      lostNanos = System.nanoTime();
      LOG.info("failover step=session-lost after_ms=0 manager={} why={}", manager, why);
    }
  }

  private long sinceLost() {
    return Duration.ofNanos(System.nanoTime() - lostNanos).toMillis();
  }
}
