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

  private final AtomicLong backendChanges = new AtomicLong();
  private final AtomicLong networkMessages = new AtomicLong();
  private final AtomicLong networkFacts = new AtomicLong();
  private final AtomicLong drained = new AtomicLong();
  private final AtomicLong drainMillis = new AtomicLong();
  private final AtomicLong drainsOverdue = new AtomicLong();

  void backendsChanged(int count) {
    backendChanges.addAndGet(count);
  }

  void toldOfNetworks(int facts) {
    networkMessages.incrementAndGet();
    networkFacts.addAndGet(facts);
  }

  void drained(int tasks, Duration waited, boolean overdue) {
    drained.addAndGet(tasks);
    drainMillis.addAndGet(tasks * waited.toMillis());
    drainsOverdue.addAndGet(overdue ? tasks : 0);
  }

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

  /** How often a task became one that can be called, or was one in another way, or no more. */
  public long backendChanges() {
    return backendChanges.get();
  }

  /** Messages about networks that were sent. */
  public long networkMessages() {
    return networkMessages.get();
  }

  /** Facts and keys in those messages. */
  public long networkFacts() {
    return networkFacts.get();
  }

  /** Tasks that were told to stop after others were told to send nothing there. */
  public long drained() {
    return drained.get();
  }

  /** How long these were held back, taken together, in milliseconds. */
  public long drainMillis() {
    return drainMillis.get();
  }

  /** Those of them for which not everybody answered in time. */
  public long drainsOverdue() {
    return drainsOverdue.get();
  }
}
