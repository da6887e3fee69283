package io.jswarm.cli.service.progress;

import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.Console;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.EngineClient;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.Filters;
import io.jswarm.cli.text.GoDuration;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** Looks at a service until it has converged or will not, showing how far it is. */
public final class Waiting {
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long a daemon may be out of reach, or a cluster without a leader, before waiting fails. */
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final EngineClient client;
  private final Screen screen;
  private final Pace pace;
  private final long timeoutNanos;
  private String name = "";
  private String progress = "";

  Waiting(EngineClient client, Screen screen, Pace pace, long timeoutNanos) {
    this.client = client;
    this.screen = screen;
    this.pace = pace;
    this.timeoutNanos = timeoutNanos;
  }

  /** Waits for a change of the service that was {@code before}; by its flags maybe not at all. */
  public static void change(Invocation call, String id, JsonObject before) throws IOException {
    on(call, id, new Convergence(Convergence.Wanted.CHANGE, before));
  }

  /** Waits for the service to be back at its previous spec. */
  public static void rollback(Invocation call, String id, JsonObject before) throws IOException {
    on(call, id, new Convergence(Convergence.Wanted.ROLLBACK, before));
  }

  private static void on(Invocation call, String id, Convergence convergence) throws IOException {
    ParsedFlags flags = call.flags();
    if (flags.toggle("detach")) {
      return;
    }
    Console console = call.console();
    Screen screen = screen(console, flags.toggle("quiet"));
    Thread goodbye = goodbye(console, screen, id);
    Runtime.getRuntime().addShutdownHook(goodbye);
    try {
      new Waiting(call.client(), screen, new Pace.Real(), flags.nanos("timeout"))
          .until(id, convergence);
    } finally {
      Runtime.getRuntime().removeShutdownHook(goodbye);
      screen.end();
    }
  }

  private static Screen screen(Console console, boolean quiet) {
    if (quiet) {
      return new Screen.Quiet();
    }
    return console.terminal() ? new Screen.Live(console.out()) : new Screen.Plain(console.out());
  }

  private static Thread goodbye(Console console, Screen screen, String id) {
    return Thread.ofPlatform()
        .unstarted(() -> {
          screen.end();
          console.err().println("The change goes on; see 'jswarm service ps " + id + "'.");
          console.err().flush();
        });
  }

  /**
   * Looks until the verdict is in.
   *
   * @throws CommandException when the service will not converge, or did not in time
   */
  void until(String id, Convergence convergence) throws IOException {
    name = id;
    long start = pace.nanos();
    long lastAnswer = start;
    while (true) {
      try {
        Report report = convergence.look(sight(id), pace.nanos());
        lastAnswer = pace.nanos();
        screen.show(report.lines());
        progress = report.progress();
        if (report.verdict() instanceof Verdict.Done) {
          return;
        }
        if (report.verdict() instanceof Verdict.Failed(String reason)) {
          throw new CommandException("service " + name + ": " + reason);
        }
      } catch (CommandException e) {
        throw e;
      } catch (IOException e) {
        endure(e, pace.nanos() - lastAnswer);
      }
      if (timeoutNanos > 0 && pace.nanos() - start >= timeoutNanos) {
        throw new CommandException(
            "service "
                + name
                + " has not converged after "
                + GoDuration.format(timeoutNanos)
                + (progress.isEmpty() ? "" : " (" + progress + ")")
                + "; the change goes on, see 'jswarm service ps "
                + name
                + "'");
      }
      pace.pause(POLL);
    }
  }

  /** Goes on through a missing leader or a daemon that restarts, for a while. */
  private void endure(IOException fault, long silentNanos) throws IOException {
    if (fault instanceof DaemonError refusal) {
      if (refusal.isNotFound()) {
        throw new CommandException("service " + name + " was removed while waiting for it");
      }
      if (!refusal.isPassing()) {
        throw fault;
      }
    }
    if (silentNanos > OUTAGE.toNanos()) {
      throw fault;
    }
  }

  private Sight sight(String id) throws IOException {
    JsonObject service =
        client.object(
            Request.get("/services/" + Request.segment(id)).query("insertDefaults", "false"));
    String named = service.object("Spec").text("Name");
    name = named.isEmpty() ? name : named;
    String filters =
        new Filters().add("service", service.text("ID")).add("_up-to-date", "true").json();
    Set<String> active = new LinkedHashSet<>();
    var tasks = client.objects(Request.get("/tasks").query("filters", filters));
    for (JsonObject node : client.objects(Request.get("/nodes"))) {
      if (!node.object("Status").text("State").equals("down")) {
        active.add(node.text("ID"));
      }
    }
    return new Sight(service, tasks, active);
  }
}
