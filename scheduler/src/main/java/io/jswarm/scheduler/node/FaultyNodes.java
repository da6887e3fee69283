package io.jswarm.scheduler.node;

import io.jswarm.api.model.Task;
import io.jswarm.api.model.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which nodes a service's tasks keep failing on, so that they are tried elsewhere first.
 * The memory is per service and spec version: a new spec starts with a clean slate. It may be lost
 * (a new leader starts without) at the cost of a few attempts.
 */
public final class FaultyNodes {
  /** So many failures within {@link #WINDOW} make a node a bad choice. */
  public static final int FAILURES_MAX = 5;

  /** How long a failure counts. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  /** Failures remembered per service and node: enough to tell bad from worse. */
  private static final int FAILURES_KEPT = 50;

  private record Run(String serviceId, @Nullable Version specVersion) {}

  /** The run that failed last comes last. */
  private final LinkedHashMap<Run, Map<String, Deque<Instant>>> failures = new LinkedHashMap<>();

  /**
   * A task failed or was rejected. Not to be told of tasks that had no choice of node (one per
   * node), nor twice of the same.
   *
   * @param at when it was learnt of; never before the last call's
   */
  public void failed(Task task, Instant at) {
    Run run = new Run(task.serviceId(), task.specVersion());
    Map<String, Deque<Instant>> ofRun = failures.getOrDefault(run, new HashMap<>());
    failures.putLast(run, ofRun);
    Deque<Instant> times = ofRun.computeIfAbsent(task.nodeId(), _ -> new ArrayDeque<>());
    times.addLast(at);
    if (times.size() > FAILURES_KEPT) {
      times.removeFirst();
    }
    forgetRunsBefore(at.minus(WINDOW));
  }

  /** The nodes that are a bad choice for this run of a service, with their number of failures. */
  public Map<String, Integer> of(Task task, Instant now) {
    Map<String, Deque<Instant>> ofRun =
        failures.getOrDefault(new Run(task.serviceId(), task.specVersion()), Map.of());
    Map<String, Integer> bad = new HashMap<>();
    Instant oldest = now.minus(WINDOW);
    ofRun.forEach((nodeId, times) -> {
      int recent = (int) times.stream().filter(at -> !at.isBefore(oldest)).count();
      if (recent >= FAILURES_MAX) {
        bad.put(nodeId, recent);
      }
    });
    return bad;
  }

  private void forgetRunsBefore(Instant oldest) {
    Iterator<Map<String, Deque<Instant>>> runs = failures.values().iterator();
    while (runs.hasNext() && isOver(runs.next(), oldest)) {
      runs.remove();
    }
  }

  private static boolean isOver(Map<String, Deque<Instant>> ofRun, Instant oldest) {
    return ofRun.values().stream()
        .map(Deque::peekLast)
        .filter(Objects::nonNull)
        .allMatch(last -> last.isBefore(oldest));
  }
}
