package io.jswarm.cli.node;

import io.jswarm.cli.json.JsonObject;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A task that was on a node when the node was drained, and what has become of its place. */
record DrainedTask(String name, JsonObject task) {
  private static final Set<String> WITH_NODE =
      Set.of("assigned", "accepted", "preparing", "ready", "starting", "running");

  /** How a node is called. */
  @FunctionalInterface
  interface NodeNames {
    String of(String id) throws IOException;
  }

  /** Whether the node still has it in its hands. */
  static boolean isHeld(JsonObject task) {
    return WITH_NODE.contains(task.object("Status").text("State"));
  }

  String id() {
    return task.text("ID");
  }

  String serviceId() {
    return task.text("ServiceID");
  }

  /**
   * Where the task went, or why it went nowhere.
   *
   * @param now all tasks of its service
   */
  String fate(List<JsonObject> now, NodeNames nodes) throws IOException {
    Optional<JsonObject> next = next(now);
    if (next.isEmpty()) {
      return task.number("Slot") == 0 ? name + " was this node's own" : name + " was not replaced";
    }
    JsonObject status = next.get().object("Status");
    String state = status.text("State");
    String node = next.get().text("NodeID");
    String where = node.isEmpty() ? "nowhere yet" : nodes.of(node);
    return state.equals("running")
        ? name + " went to " + where
        : name + " goes to " + where + ": " + state + why(status);
  }

  /** Why the node still has it. */
  String remains(List<JsonObject> now, NodeNames nodes) throws IOException {
    JsonObject status =
        now.stream()
            .filter(each -> each.text("ID").equals(id()))
            .findFirst()
            .orElse(task)
            .object("Status");
    if (status.has("UnknownSince")) {
      return name + " is on a node that is down, which says nothing";
    }
    return name + " is " + status.text("State") + " and was asked to stop; " + fate(now, nodes);
  }

  private static String why(JsonObject status) {
    String error = status.text("Err");
    return error.isEmpty() ? "" : " (" + error + ")";
  }

  private Optional<JsonObject> next(List<JsonObject> now) {
    long slot = task.number("Slot");
    return now.stream()
        .filter(each -> slot != 0 && each.number("Slot") == slot)
        .filter(each -> !each.text("ID").equals(id()))
        .filter(each -> each.text("CreatedAt").compareTo(task.text("CreatedAt")) > 0)
        .max(Comparator.comparing(each -> each.text("CreatedAt")));
  }
}
