package io.jswarm.cli.service.progress;

import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts tasks as the mode of their service wants them counted. */
final class Tallies {
  /** With more tasks than this only their number is shown. */
  private static final int MAX_BARS = 20;

  private static final int ERROR_CHARS = 75;

  /** Slots in the order they appeared: slot numbers may have gaps, bars have none. */
  private final Map<Long, Integer> barOfSlot = new LinkedHashMap<>();

  Tally count(Sight sight) {
    JsonObject mode = sight.mode();
    if (mode.has("Replicated")) {
      return replicated(sight, countOrOne(mode.object("Replicated"), "Replicas"));
    }
    if (mode.has("ReplicatedJob")) {
      return replicatedJob(sight, countOrOne(mode.object("ReplicatedJob"), "TotalCompletions"));
    }
    return global(sight, mode.has("GlobalJob"));
  }

  /** A count nobody gave is one task, not none: else nothing would be waited for. */
  private static long countOrOne(JsonObject mode, String field) {
    return mode.has(field) ? mode.number(field) : 1;
  }

  static boolean isJob(Sight sight) {
    return sight.mode().has("ReplicatedJob") || sight.mode().has("GlobalJob");
  }

  private Tally replicated(Sight sight, long replicas) {
    int wanted = Math.toIntExact(replicas);
    Map<Long, JsonObject> bySlot =
        TaskStates.speakers(TaskStates.onActiveNodes(sight), task -> task.number("Slot"));
    List<JsonObject> tasks = new ArrayList<>(bySlot.values());
    tasks.sort(Comparator.comparingLong(task -> task.number("Slot")));
    int running = 0;
    List<Line> lines = new ArrayList<>();
    for (JsonObject task : tasks) {
      running += TaskStates.isRunning(task) ? 1 : 0;
      int bar = barOfSlot.computeIfAbsent(task.number("Slot"), _ -> barOfSlot.size() + 1);
      if (wanted <= MAX_BARS && bar <= wanted) {
        show(lines, bar + "/" + wanted, task, TaskStates.RUNNING);
      }
    }
    return new Tally(running, wanted, true, lines);
  }

  private Tally replicatedJob(Sight sight, long completions) {
    int wanted = Math.toIntExact(completions);
    Map<Long, JsonObject> bySlot =
        TaskStates.speakers(ofThisRun(sight), task -> task.number("Slot"));
    int complete = 0;
    List<Line> lines = new ArrayList<>();
    for (JsonObject task : bySlot.values()) {
      complete += TaskStates.observed(task).equals("complete") ? 1 : 0;
      if (wanted <= MAX_BARS) {
        show(lines, task.number("Slot") + 1 + "/" + wanted, task, TaskStates.COMPLETE);
      }
    }
    return new Tally(complete, wanted, true, lines);
  }

  /** Nobody says how many nodes are eligible; their tasks are all made at once, so those count. */
  private static Tally global(Sight sight, boolean job) {
    List<JsonObject> tasks = job ? ofThisRun(sight) : sight.tasks();
    Map<String, JsonObject> byNode = TaskStates.speakers(tasks, task -> task.text("NodeID"));
    int steps = job ? TaskStates.COMPLETE : TaskStates.RUNNING;
    int done = 0;
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, JsonObject> entry : byNode.entrySet()) {
      JsonObject task = entry.getValue();
      boolean there =
          job
              ? TaskStates.observed(task).equals("complete")
              : sight.activeNodes().contains(entry.getKey()) && TaskStates.isRunning(task);
      done += there ? 1 : 0;
      if (byNode.size() <= MAX_BARS) {
        show(lines, Words.shortId(entry.getKey()), task, steps);
      }
    }
    return new Tally(done, byNode.size(), !byNode.isEmpty(), lines);
  }

  private static List<JsonObject> ofThisRun(Sight sight) {
    long run = sight.service().object("JobStatus").object("JobIteration").number("Index");
    List<JsonObject> tasks = new ArrayList<>();
    for (JsonObject task : sight.tasks()) {
      if (task.object("JobIteration").number("Index") == run) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private static void show(List<Line> lines, String id, JsonObject task, int steps) {
    String state = TaskStates.observed(task);
    String error = task.object("Status").text("Err");
    if (!error.isEmpty()) {
      String flat = error.replaceAll("\\R+", " ");
      lines.add(Line.error(id, Words.ellipsis(flat, ERROR_CHARS)));
    } else if (TaskStates.rank(state) <= steps) {
      lines.add(Line.task(id, state, TaskStates.rank(state), steps));
    }
  }
}
