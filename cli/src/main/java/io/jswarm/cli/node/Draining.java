package io.jswarm.cli.node;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.task.Names;
import io.jswarm.cli.task.TaskTable;
import io.jswarm.cli.text.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Waits until a node that was drained has let go of its tasks, saying how many are left. */
final class Draining {
  private static final Duration POLL = Duration.ofMillis(250);

  /** How long managers may be without a leader before waiting fails. */
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final Invocation call;
  private final String nodeId;
  private final String word;
  private final Names names;
  private final Map<String, DrainedTask> drained = new LinkedHashMap<>();
  private int leftBefore = -1;

  /**
   * @param word how the user called the node
   */
  Draining(Invocation call, String nodeId, String word) {
    this.call = call;
    this.nodeId = nodeId;
    this.word = word;
    this.names = Names.from(call.client());
  }

  /** Takes down which tasks the node has; to be asked before it is told to drain. */
  void begin() throws IOException {
    held();
  }

  /**
   * Waits until no task is left.
   *
   * @param timeoutNanos 0 waits for ever
   * @throws CommandException after that time, naming what is left and why
   */
  void await(long timeoutNanos) throws IOException {
    long start = System.nanoTime();
    long lastAnswer = start;
    Set<String> left = Set.of();
    while (true) {
      try {
        left = look();
        lastAnswer = System.nanoTime();
        if (left.isEmpty()) {
          tellWhere();
          return;
        }
      } catch (DaemonError e) {
        if (!e.isPassing() || System.nanoTime() - lastAnswer > OUTAGE.toNanos()) {
          throw e;
        }
      }
      if (timeoutNanos > 0 && System.nanoTime() - start >= timeoutNanos) {
        throw new CommandException(remaining(left, timeoutNanos));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** The ids of the tasks the node still has; says how many when that has changed. */
  private Set<String> look() throws IOException {
    Set<String> left = held();
    if (left.size() != leftBefore && !left.isEmpty()) {
      call.println("%s: %d of %d tasks left".formatted(word, left.size(), drained.size()));
      call.console().out().flush();
    }
    leftBefore = left.size();
    return left;
  }

  private Set<String> held() throws IOException {
    Set<String> left = new TreeSet<>();
    for (JsonObject task : tasks("node", nodeId)) {
      if (DrainedTask.isHeld(task)) {
        left.add(task.text("ID"));
        if (!drained.containsKey(task.text("ID"))) {
          String name = TaskTable.name(task, names);
          drained.put(task.text("ID"), new DrainedTask(name, task));
        }
      }
    }
    return left;
  }

  private void tellWhere() throws IOException {
    Map<String, List<JsonObject>> services = services();
    for (DrainedTask each : drained.values()) {
      call.println(each.fate(services.getOrDefault(each.serviceId(), List.of()), names::node));
    }
    call.println(word + ": drained, no task is left");
  }

  private String remaining(Set<String> left, long timeoutNanos) throws IOException {
    Map<String, List<JsonObject>> services = services();
    List<String> lines = new ArrayList<>();
    for (String id : left) {
      DrainedTask each = drained.get(id);
      if (each != null) {
        lines.add(each.remains(services.getOrDefault(each.serviceId(), List.of()), names::node));
      }
    }
    return "node %s still has %d of %d tasks after %s; the drain goes on:\n  %s"
        .formatted(
            word,
            left.size(),
            drained.size(),
            GoDuration.format(timeoutNanos),
            String.join("\n  ", lines));
  }

  private Map<String, List<JsonObject>> services() throws IOException {
    Map<String, List<JsonObject>> found = new LinkedHashMap<>();
    for (String id :
        drained.values().stream().map(DrainedTask::serviceId).collect(Collectors.toSet())) {
      found.put(id, tasks("service", id));
    }
    return found;
  }

  private List<JsonObject> tasks(String filter, String id) throws IOException {
    String filters = new Filters().add(filter, id).json();
    return call.client().objects(Request.get("/tasks").query("filters", filters));
  }
}
