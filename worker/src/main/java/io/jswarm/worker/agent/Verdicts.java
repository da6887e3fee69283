package io.jswarm.worker.agent;

import io.jswarm.api.model.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ends of tasks that nothing but this node's own word shows: no container has exited. Such a word
 * is on disk before the leader hears it, else a daemon that is killed in between would begin with
 * the task anew while its replacement runs.
 */
final class Verdicts {
  /** A disk that takes longer, a full one for instance, must not hide a failure for ever. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Verdict(TaskStatus status, long version, Instant until) {}

  private final Map<String, Verdict> waiting = new LinkedHashMap<>();

  /** This is to be told when the version is safe. */
  void hold(String taskId, TaskStatus status, long version, Instant now) {
    waiting.put(taskId, new Verdict(status, version, now.plus(PATIENCE)));
  }

  boolean isHeld(String taskId) {
    return waiting.containsKey(taskId);
  }

  void drop(String taskId) {
    waiting.remove(taskId);
  }

  /** Tells what may be told now. */
  void release(DiskLedger disk, Instant now, StatusOutbox outbox) {
    for (Iterator<Map.Entry<String, Verdict>> each = waiting.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<String, Verdict> entry = each.next();
      Verdict verdict = entry.getValue();
      if (disk.isSafe(verdict.version) || !now.isBefore(verdict.until)) {
        outbox.add(entry.getKey(), verdict.status);
        each.remove();
      }
    }
  }

  Optional<Instant> wakeAt() {
    return waiting.values().stream().map(Verdict::until).min(Instant::compareTo);
  }
}
