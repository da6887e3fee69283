package io.jswarm.worker.agent;

import io.jswarm.api.model.TaskStatus;
import io.jswarm.api.rpc.WorkerMessage.Statuses;
import io.jswarm.api.rpc.WorkerMessage.TaskReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Task statuses on their way to the leader. A status goes out at once when nothing went out lately,
 * else with all others of the next {@link #BATCH}, and never before the leader has said that those
 * before it are committed. A newer status of the same task replaces one that waits, so no more than
 * one per task ever waits: of a leader that is slow each node asks less, instead of adding to what
 * it has to read.
 *
 * <p>What is not acknowledged is said again on the next session, or when that takes too long: after
 * {@link #RESEND_AFTER}, which doubles each time in a row.
 */
final class StatusOutbox {
  static final Duration BATCH = Duration.ofMillis(50);
  static final Duration RESEND_AFTER = Duration.ofSeconds(5);
  static final Duration RESEND_AFTER_MAX = Duration.ofSeconds(40);
  static final int REPORTS_MAX = 1_000;

  private record Sent(long sequence, Instant at, List<TaskReport> reports) {}

  private final Map<String, TaskStatus> waiting = new LinkedHashMap<>();
  private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
  private long sequence;
  private Instant nextBatch = Instant.EPOCH;
  private Duration resendAfter = RESEND_AFTER;

  void add(String taskId, TaskStatus status) {
    waiting.put(taskId, status);
  }

  /** The task is gone from the cluster: nobody asks for its status any more. */
  void drop(String taskId) {
    waiting.remove(taskId);
  }

  void acknowledged(long upTo) {
    while (!unacknowledged.isEmpty() && unacknowledged.element().sequence <= upTo) {
      unacknowledged.remove();
      resendAfter = RESEND_AFTER;
    }
  }

  /** What was not acknowledged waits again; a new session has begun. */
  void sessionBegan() {
    takeBack(Instant.MAX);
    nextBatch = Instant.EPOCH;
    resendAfter = RESEND_AFTER;
  }

  /** The messages that are due. */
  List<Statuses> due(Instant now) {
    if (takeBack(now.minus(resendAfter))) {
      Duration doubled = resendAfter.multipliedBy(2);
      resendAfter = doubled.compareTo(RESEND_AFTER_MAX) < 0 ? doubled : RESEND_AFTER_MAX;
    }
    if (waiting.isEmpty() || !unacknowledged.isEmpty() || now.isBefore(nextBatch)) {
      return List.of();
    }
    List<Statuses> due = new ArrayList<>();
    List<TaskReport> reports = new ArrayList<>();
    waiting.forEach((task, status) -> reports.add(new TaskReport(task, status)));
    waiting.clear();
    for (int from = 0; from < reports.size(); from += REPORTS_MAX) {
      int to = Math.min(from + REPORTS_MAX, reports.size());
      List<TaskReport> part = List.copyOf(reports.subList(from, to));
      sequence++;
      unacknowledged.add(new Sent(sequence, now, part));
      due.add(new Statuses(sequence, part));
    }
    nextBatch = now.plus(BATCH);
    return due;
  }

  Optional<Instant> wakeAt() {
    Sent first = unacknowledged.peek();
    if (first != null) {
      return Optional.of(first.at.plus(resendAfter));
    }
    return waiting.isEmpty() ? Optional.empty() : Optional.of(nextBatch);
  }

  /** Has what was sent until then wait again; tells whether there was any. */
  private boolean takeBack(Instant sentUpTo) {
    Map<String, TaskStatus> again = new LinkedHashMap<>();
    for (Iterator<Sent> each = unacknowledged.iterator(); each.hasNext(); ) {
      Sent sent = each.next();
      if (!sent.at.isAfter(sentUpTo)) {
        sent.reports.forEach(report -> again.put(report.taskId(), report.status()));
        each.remove();
      }
    }
    // What still waits is newer than anything that was sent.
    again.forEach(waiting::putIfAbsent);
    return !again.isEmpty();
  }
}
