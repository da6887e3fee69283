package io.jswarm.cli.service.progress;

import io.jswarm.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The order of task states, and which of a slot's tasks speaks for it. */
final class TaskStates {
  static final int RUNNING = 9;
  static final int COMPLETE = 10;

  private TaskStates() {}

  /** The place of a state on the way to running and past it; 0 for states progress ignores. */
  static int rank(String state) {
    return switch (state) {
      case "new" -> 1;
      case "allocated" -> 2;
      case "pending" -> 3;
      case "assigned" -> 4;
      case "accepted" -> 5;
      case "preparing" -> 6;
      case "ready" -> 7;
      case "starting" -> 8;
      case "running" -> RUNNING;
      case "complete" -> COMPLETE;
      case "shutdown" -> 11;
      case "failed" -> 12;
      case "rejected" -> 13;
      default -> 0;
    };
  }

  static String observed(JsonObject task) {
    return task.object("Status").text("State");
  }

  static boolean isTerminal(String state) {
    return rank(state) > RUNNING;
  }

  static boolean isRunning(JsonObject task) {
    return !isTerminal(task.text("DesiredState")) && observed(task).equals("running");
  }

  /**
   * One task for each key: the one with the lowest desired state, then the lowest observed one, so
   * that a restart shows the newcomer. Keys come in natural order of first sight.
   */
  static <K> Map<K, JsonObject> speakers(
      Collection<JsonObject> tasks, Function<JsonObject, K> key) {
    Map<K, JsonObject> speakers = new LinkedHashMap<>();
    for (JsonObject task : tasks) {
      if (rank(task.text("DesiredState")) == 0 || rank(observed(task)) == 0) {
        continue;
      }
      JsonObject rival = speakers.get(key.apply(task));
      if (rival == null || speaksBefore(task, rival)) {
        speakers.put(key.apply(task), task);
      }
    }
    return speakers;
  }

  private static boolean speaksBefore(JsonObject task, JsonObject rival) {
    int byDesired =
        Integer.compare(rank(task.text("DesiredState")), rank(rival.text("DesiredState")));
    return byDesired != 0 ? byDesired < 0 : rank(observed(task)) < rank(observed(rival));
  }

  /** Tasks that are not on a node that is down. */
  static List<JsonObject> onActiveNodes(Sight sight) {
    List<JsonObject> tasks = new ArrayList<>();
    for (JsonObject task : sight.tasks()) {
      String node = task.text("NodeID");
      if (node.isEmpty() || sight.activeNodes().contains(node)) {
        tasks.add(task);
      }
    }
    return tasks;
  }
}
