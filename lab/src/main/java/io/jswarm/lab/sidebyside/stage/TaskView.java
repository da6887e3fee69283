package io.jswarm.lab.sidebyside.stage;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A task as the API shows it.
 *
 * @param node the host it was given to, empty while there is none
 * @param pinned whether it belongs to its node, as tasks of global services do, and not to a slot
 */
public record TaskView(
    String id,
    Instant createdAt,
    int slot,
    String node,
    boolean pinned,
    String desired,
    String state,
    String error,
    String image) {

  /**
   * Reads one object of {@code GET /tasks}.
   *
   * @param hostnames of nodes by their ids
   */
  static TaskView of(JsonNode task, Map<String, String> hostnames, boolean pinned) {
    return new TaskView(
        task.path("ID").asString(""),
        Instant.parse(task.path("CreatedAt").asString("")),
        task.path("Slot").asInt(0),
        hostnames.getOrDefault(task.path("NodeID").asString(""), ""),
        pinned,
        task.path("DesiredState").asString(""),
        task.path("Status").path("State").asString(""),
        task.path("Status").path("Err").asString(""),
        task.path("Spec").path("ContainerSpec").path("Image").asString(""));
  }

  /** Where it has its place: its slot's number, or the host's name. */
  String place() {
    return pinned ? node : Integer.toString(slot);
  }

  /** Whether it is meant to run and does. */
  public boolean runs() {
    return desired.equals("running") && state.equals("running");
  }

  /** Whether it came to an end, whichever. */
  public boolean hasEnded() {
    return isEnd(state);
  }

  static boolean isEnd(String state) {
    return switch (state) {
      case "complete", "shutdown", "failed", "rejected", "orphaned", "remove" -> true;
      default -> false;
    };
  }

  /** Whether nothing happens to it any more unless something else does. */
  boolean isAtRest() {
    boolean waits = state.equals("pending") && !error.isEmpty();
    return switch (desired) {
      case "running" -> state.equals("running") || waits;
      case "complete" -> state.equals("running") || state.equals("complete") || waits;
      default -> hasEnded();
    };
  }

  /** Such as {@code shutdown/failed busybox:latest: task: non-zero exit (3)}. */
  String text() {
    return desired + "/" + state + " " + image + (error.isEmpty() ? "" : ": " + error);
  }
}
