package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Listing;
import io.jswarm.cli.template.Row;
import java.io.IOException;
import java.util.List;

/**
 * {@code service rebalance}: ours; moves running tasks to emptier nodes, each only once a new one
 * runs in its place.
 */
public final class ServiceRebalance implements Command {
  private static final Listing MOVES =
      Listing.of(4, "Task", "TASK", "From", "FROM", "To", "TO", "Why", "WHY", "TaskID", "TASK ID");

  private static final Listing SPREADS =
      Listing.of(
          3, "Service", "SERVICE", "Now", "TASKS PER NODE", "Then", "AFTER", "Moves", "MOVES");

  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "[SERVICE...]",
        "Move running tasks of services, or of all, to emptier nodes.",
        0,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .toggle("dry-run", "Only say which tasks would be moved")
        .value("max-moves", "N", "Move at most so many tasks")
        .value("format", "FORMAT", Listing.FORMAT_HELP)
        .toggle("d", "detach", "Do not wait until the tasks have been moved")
        .value("timeout", "TIME", "Stop waiting after this time and fail");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean dryRun = call.flags().toggle("dry-run");
    long timeoutNanos = call.flags().nanos("timeout");
    long movesMax = call.flags().isSet("max-moves") ? call.flags().count("max-moves") : 0;
    if (call.flags().isSet("max-moves") && movesMax == 0) {
      throw UsageException.badValue("max-moves", "0", "at least 1");
    }
    JsonObject body =
        new JsonObject()
            .set("Services", List.copyOf(call.arguments()))
            .set("DryRun", dryRun)
            .set("MaxMoves", movesMax);
    JsonObject plan =
        call.client().object(Request.post("/jswarm/v1/services/rebalance").json(body));
    show(call, plan, dryRun);
    List<String> ids =
        plan.objects("Services").stream()
            .filter(service -> service.number("Moves") > 0)
            .map(service -> service.text("ServiceID"))
            .toList();
    if (dryRun || ids.isEmpty() || call.flags().toggle("detach")) {
      return 0;
    }
    call.console().out().flush();
    return new Moving(call, timeoutNanos).await(ids) ? 0 : 1;
  }

  private static void show(Invocation call, JsonObject plan, boolean dryRun) throws IOException {
    List<Row> moves =
        plan.objects("Moves").stream()
            .map(move ->
                new Row()
                    .with("Task", move.text("Task"))
                    .with("From", move.text("From"))
                    .with("To", move.text("To"))
                    .with("Why", move.text("Why"))
                    .with("TaskID", move.text("TaskID")))
            .toList();
    boolean formatted = call.flags().isSet("format");
    if (!moves.isEmpty() || formatted) {
      MOVES.print(call.console(), call.flags().text("format"), moves);
    }
    if (formatted) {
      return;
    }
    if (!moves.isEmpty()) {
      call.println("");
      SPREADS.print(call.console(), "", spreads(plan));
      call.println("");
    }
    call.println(summary(moves.size(), plan.flag("More"), dryRun));
    for (JsonObject excluded : plan.objects("Excluded")) {
      call.println(
          "%s stays as it is: it %s".formatted(excluded.text("Service"), excluded.text("Why")));
    }
  }

  private static List<Row> spreads(JsonObject plan) {
    return plan.objects("Services").stream()
        .filter(service -> service.number("Moves") > 0)
        .map(service ->
            new Row()
                .with("Service", service.text("Service"))
                .with("Now", range(service.number("Fewest"), service.number("Most")))
                .with("Then", range(service.number("FewestAfter"), service.number("MostAfter")))
                .with("Moves", Long.toString(service.number("Moves"))))
        .toList();
  }

  private static String range(long fewest, long most) {
    return fewest == most ? Long.toString(most) : fewest + " to " + most;
  }

  private static String summary(int moves, boolean more, boolean dryRun) {
    if (moves == 0) {
      return "Nothing to move: no node would be better for any task.";
    }
    String tasks = moves == 1 ? "1 task" : moves + " tasks";
    String beyond = more ? "; more would follow" : "";
    return dryRun
        ? tasks + " would be moved, each once a new one runs in its place" + beyond + "."
        : "Moving " + tasks + beyond + ".";
  }
}
