package io.jswarm.worker.agent;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tasks that wait for one kind of work, first come first served, and those for which it is under
 * way: a bounded number.
 */
final class WorkQueue {
  private final int busyMax;
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Set<String> busy = new LinkedHashSet<>();

  WorkQueue(int busyMax) {
    this.busyMax = busyMax;
  }

  void waits(String taskId) {
    if (!busy.contains(taskId)) {
      waiting.add(taskId);
    }
  }

  void waitsNoMore(String taskId) {
    waiting.remove(taskId);
  }

  /** The next task that may begin, which then is busy until {@link #finished}. */
  Optional<String> begin(Predicate<String> mayBegin) {
    if (busy.size() >= busyMax) {
      return Optional.empty();
    }
    Optional<String> next = waiting.stream().filter(mayBegin).findFirst();
    next.ifPresent(task -> {
      waiting.remove(task);
      busy.add(task);
    });
    return next;
  }

  void finished(String taskId) {
    busy.remove(taskId);
  }
}
