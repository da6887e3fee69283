package io.jswarm.cli.task;

import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.option.IpAddress;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import io.jswarm.cli.text.Ages;
import io.jswarm.cli.text.Words;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table of tasks: newest of each slot first, its predecessors indented below it. */
public final class TaskTable {
  private static final int ERROR_CHARS = 30;
  private static final String BRANCH = " \\_ ";
  private static final Listing TASKS =
      Listing.of(
          8,
          "ID",
          "ID",
          "Name",
          "NAME",
          "Image",
          "IMAGE",
          "Node",
          "NODE",
          "DesiredState",
          "DESIRED STATE",
          "CurrentState",
          "CURRENT STATE",
          "Error",
          "ERROR",
          "Ports",
          "PORTS");

  private record Named(String name, JsonObject task) {}

  private TaskTable() {}

  /** The flags of every command that prints tasks. */
  public static FlagSet flags() {
    return Listing.flags("Only tasks that match, such as desired-state=running", "Print ids only")
        .toggle("no-resolve", "Show ids instead of names")
        .toggle("no-trunc", "Shorten nothing")
        .toggle("timings", "Show where the time of each start went, in milliseconds");
  }

  /** Asks for tasks, with their timings if those are to be shown. */
  public static Request request(Invocation call, Filters filters) {
    return Request.get("/tasks")
        .query("filters", filters.json())
        .queryIf(call.flags().toggle("timings"), "timings");
  }

  /** Prints the tasks by the flags of {@link #flags}. */
  public static void print(Invocation call, List<JsonObject> tasks) throws IOException {
    ParsedFlags flags = call.flags();
    String format = flags.text("format");
    boolean quiet = flags.toggle("quiet") && format.isEmpty();
    boolean whole = quiet || flags.toggle("no-trunc");
    boolean timings = flags.toggle("timings");
    Names names =
        flags.toggle("no-resolve") ? Names.none(call.client()) : Names.from(call.client());
    names.learn(tasks);
    List<Named> sorted = sorted(tasks, names);
    boolean tree = format.isEmpty() || format.startsWith("table");
    Instant now = call.console().clock().instant();
    List<Row> rows = new ArrayList<>();
    String previous = "";
    for (Named named : sorted) {
      boolean older = tree && named.name.equals(previous);
      String node = names.node(named.task.text("NodeID"));
      Row row = row(named.task, whole, now);
      rows.add(row.with("Name", (older ? BRANCH : "") + named.name).with("Node", node));
      if (timings) {
        Timings.add(row, named.task);
      }
      previous = named.name;
    }
    if (quiet) {
      Listing.quiet(call.console(), "ID", rows);
    } else {
      (timings ? Timings.TABLE : TASKS).print(call.console(), format, rows);
    }
  }

  private static List<Named> sorted(List<JsonObject> tasks, Names names) throws IOException {
    List<Named> named = new ArrayList<>();
    for (JsonObject task : tasks) {
      named.add(new Named(name(task, names), task));
    }
    named.sort((a, b) -> {
      int byName = Words.natural(a.name, b.name);
      return byName != 0 ? byName : created(b.task).compareTo(created(a.task));
    });
    return named;
  }

  /** {@code service.slot}, or {@code service.node-id} for tasks without a slot. */
  public static String name(JsonObject task, Names names) throws IOException {
    long slot = task.number("Slot");
    String service = names.service(task.text("ServiceID"));
    return service + "." + (slot == 0 ? task.text("NodeID") : String.valueOf(slot));
  }

  private static Instant created(JsonObject task) {
    Instant created = Ages.instant(task.text("CreatedAt"));
    return created == null ? Instant.EPOCH : created;
  }

  private static Row row(JsonObject task, boolean whole, Instant now) {
    JsonObject status = task.object("Status");
    String image = task.object("Spec").object("ContainerSpec").text("Image");
    String error = status.text("Err");
    String shown = whole ? error : Words.ellipsis(error, ERROR_CHARS);
    return new Row()
        .with("ID", whole ? task.text("ID") : Words.shortId(task.text("ID")))
        .with("Name", "")
        .with("Image", whole ? image : Words.imageWithoutDigest(image))
        .with("Node", "")
        .with("DesiredState", Words.capital(task.text("DesiredState")))
        .with("CurrentState", current(status, now))
        .with("Error", shown.isEmpty() ? "" : '"' + shown + '"')
        .with("Ports", ports(status));
  }

  /** What was last seen, unless nobody can see it any more. */
  private static String current(JsonObject status, Instant now) {
    String unknown = status.text("UnknownSince");
    return unknown.isEmpty()
        ? (Words.capital(status.text("State")) + " " + Ages.agoLower(status.text("Timestamp"), now))
            .strip()
        : "Unknown " + Ages.agoLower(unknown, now);
  }

  private static String ports(JsonObject status) {
    List<String> ports = new ArrayList<>();
    for (JsonObject port : status.object("PortStatus").objects("Ports")) {
      ports.add(
          (port.has("HostIp") ? IpAddress.bracketed(port.text("HostIp")) : "*")
              + ":"
              + port.number("PublishedPort")
              + "->"
              + port.number("TargetPort")
              + "/"
              + port.text("Protocol"));
    }
    return String.join(",", ports);
  }
}
