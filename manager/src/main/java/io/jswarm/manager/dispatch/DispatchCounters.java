package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What a dispatcher counts, for metrics. Any thread may read. */
public final class DispatchCounters {
  private final AtomicLong registrations = new AtomicLong();
  private final AtomicLong registrationsRefused = new AtomicLong();
  private final AtomicLong statusesForeign = new AtomicLong();
  private final AtomicLong statusesOld = new AtomicLong();
  private final AtomicLong nodesDown = new AtomicLong();
  private final AtomicLong loopLateMillis = new AtomicLong();

  void registered() {
    registrations.incrementAndGet();
  }

  void registrationRefused() {
    registrationsRefused.incrementAndGet();
  }

  void foreignStatus() {
    statusesForeign.incrementAndGet();
  }

  void oldStatus() {
    statusesOld.incrementAndGet();
  }

  void wentDown() {
    nodesDown.incrementAndGet();
  }

  void loopWasLate(Duration by) {
    loopLateMillis.addAndGet(by.toMillis());
  }

  /** Sessions that were begun. */
  public long registrations() {
    return registrations.get();
  }

  /** Sessions that were refused because their node began too many. */
  public long registrationsRefused() {
    return registrationsRefused.get();
  }

  /** Statuses that were dropped because the task is unknown or another node's. */
  public long statusesForeign() {
    return statusesForeign.get();
  }

  /** Statuses that were dropped because the task is there or further already. */
  public long statusesOld() {
    return statusesOld.get();
  }

  /** How often a node was called down for its silence. */
  public long nodesDown() {
    return nodesDown.get();
  }

  /** By how much in all the loop came late, in milliseconds. */
  public long loopLateMillis() {
    return loopLateMillis.get();
  }
}
