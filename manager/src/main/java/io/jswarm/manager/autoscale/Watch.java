package io.jswarm.manager.autoscale;

import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.WorkerMessage.TaskUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the leader remembers of one service that autoscales. */
final class Watch {
  private final Map<String, Meter> meters = new TreeMap<>();
  private final Recommendations history = new Recommendations();

  Recommendations history() {
    return history;
  }

  void read(long atNanos, TaskUse use, Instant now) {
    meters.computeIfAbsent(use.taskId(), _ -> new Meter()).read(atNanos, use, now);
  }

  /**
   * What is known of the service's tasks now; others are forgotten.
   *
   * @param wanted how many there should be
   */
  Crew crew(Collection<Task> tasks, long wanted, Instant now) {
    List<Crew.Member> measured = new ArrayList<>();
    Set<String> running = new TreeSet<>();
    for (Task task : tasks) {
      if (Crew.runs(task)) {
        running.add(task.id());
        Meter meter = meters.get(task.id());
        Optional<Load> load = meter == null ? Optional.empty() : meter.load(now);
        load.ifPresent(found -> measured.add(new Crew.Member(task.spec(), found)));
      }
    }
    meters.keySet().retainAll(running);
    int starting = Math.toIntExact(Math.max(0, wanted - running.size()));
    return new Crew(measured, running.size() - measured.size(), starting);
  }
}
