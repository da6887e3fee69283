package io.jswarm.worker.agent;

import io.jswarm.worker.engine.LocalContainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Containers found at start whose tasks this node has no record of. They are left alone until the
 * first complete assignment set says whether their tasks exist: one that does is adopted, the rest
 * are removed.
 */
final class Strays {
  private final Map<String, List<LocalContainer>> byTask = new LinkedHashMap<>();

  Strays(List<LocalContainer> containers) {
    for (LocalContainer each : containers) {
      byTask.computeIfAbsent(each.taskId(), _ -> new ArrayList<>()).add(each);
    }
  }

  /**
   * Hands over the container of a task: the one with the id on record, else the one that has come
   * furthest. Any other of the same task is surplus and goes, so that a task is never doubled.
   */
  @Nullable LocalContainer claim(
      String taskId, @Nullable String recordedId, List<AgentEffect> out) {
    List<LocalContainer> found = byTask.remove(taskId);
    if (found == null) {
      return null;
    }
    LocalContainer chosen =
        found.stream().max(Comparator.comparingInt(each -> worth(each, recordedId))).orElseThrow();
    for (LocalContainer each : found) {
      if (!each.id().equals(chosen.id())) {
        out.add(new AgentEffect.RemoveStray(each.id(), taskId));
      }
    }
    return chosen;
  }

  /** Removes all that nobody claimed. */
  void removeAll(List<AgentEffect> out) {
    byTask.forEach((task, found) ->
        found.forEach(each -> out.add(new AgentEffect.RemoveStray(each.id(), task))));
    byTask.clear();
  }

  private static int worth(LocalContainer each, @Nullable String recordedId) {
    int recorded = each.id().equals(recordedId) ? 10 : 0;
    return recorded
        + switch (each.state()) {
          case LocalContainer.Running _ -> 2;
          case LocalContainer.Exited _, LocalContainer.Dead _ -> 1;
          case LocalContainer.Created _ -> 0;
        };
  }
}
