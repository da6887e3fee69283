package io.jswarm.manager.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who has come since this manager leads, and how long the others are waited for.
 *
 * <ul>
 *   <li>A leader that begins from nothing waits for {@link #FROM_NOTHING}.
 *   <li>One that takes over from a leader it knew waits for {@link #TAKEN_OVER}; but when nearly
 *       all have come, the few that have not get no longer than any silent node: three heartbeat
 *       periods since the term began, and two since the last one came. So the node that died with
 *       the old leader is given up after seconds. Where many are missing this does not apply: a
 *       slow network keeps many away at once.
 *   <li>In a large cluster the few get as long again as the others have needed: thousands that want
 *       to shake hands at once wait for this manager, and the last of them have done nothing wrong.
 *   <li>As long as nodes keep coming, the others are waited for in any case.
 * </ul>
 */
final class RollCall {
  static final Duration FROM_NOTHING = Duration.ofSeconds(30);
  static final Duration TAKEN_OVER = Duration.ofSeconds(10);

  /** At most one of so many may be missing for the others to count as nearly all. */
  private static final int FEW = 4;

  /** More nodes than this keep a manager busy for longer than a heartbeat period when they come. */
  private static final int LARGE = 100;

  private final Set<String> awaited = new TreeSet<>();
  private Instant began = Instant.EPOCH;
  private Instant lastCame = Instant.EPOCH;
  private Duration patience = TAKEN_OVER;
  private boolean takesOver;
  private int called;

  /** A term begins; these nodes are expected. */
  void begin(Collection<String> nodeIds, boolean inSuccession, Instant now) {
    awaited.clear();
    awaited.addAll(nodeIds);
    called = awaited.size();
    began = now;
    lastCame = now;
    takesOver = inSuccession;
    patience = inSuccession ? TAKEN_OVER : FROM_NOTHING;
  }

  /** How long a node is waited for that was not heard in this term. */
  Duration patience() {
    return patience;
  }

  /** How many were expected. */
  int called() {
    return called;
  }

  /** How many of them have not come. */
  int missing() {
    return awaited.size();
  }

  /** The node has come; tells whether it was still expected. */
  boolean came(String nodeId, Instant now) {
    boolean wasAwaited = awaited.remove(nodeId);
    lastCame = wasAwaited ? now : lastCame;
    return wasAwaited;
  }

  /**
   * Until when this node is waited for at least, since others are still coming: a leader with
   * thousands of nodes needs longer than its patience to shake hands with all.
   */
  Instant whileOthersCome(String nodeId, Duration period) {
    return awaited.contains(nodeId) ? lastCame.plus(sinceLast(period)) : Instant.EPOCH;
  }

  /** When the term began. */
  Instant began() {
    return began;
  }

  private static Duration sinceLast(Duration period) {
    return period.multipliedBy(NodeWatch.MISSED_MAX - 1L);
  }

  /** The node is not expected any more. */
  void forget(String nodeId) {
    awaited.remove(nodeId);
  }

  void clear() {
    awaited.clear();
    called = 0;
  }

  /** Those to whom {@link #lastCall} applies after one has come: none unless they are few. */
  List<String> stragglers() {
    boolean few = awaited.size() <= Math.max(1, called / FEW);
    return takesOver && few ? List.copyOf(awaited) : List.of();
  }

  /** Until when stragglers are waited for, when the last of the others came now. */
  Instant lastCall(Duration period, Instant now) {
    Instant sinceBegin = began.plus(period.multipliedBy(NodeWatch.MISSED_MAX));
    Instant sinceLast = now.plus(sinceLast(period));
    Instant patient = sinceLast.isAfter(sinceBegin) ? sinceLast : sinceBegin;
    if (called <= LARGE) {
      return patient;
    }
    Duration needed = Duration.between(began, now);
    Instant asLongAgain = now.plus(needed.compareTo(TAKEN_OVER) < 0 ? needed : TAKEN_OVER);
    return asLongAgain.isAfter(patient) ? asLongAgain : patient;
  }
}
