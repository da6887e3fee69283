package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.http.Response;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.logs.LogFrames;
import io.jswarm.cli.logs.LogQuery;
import java.io.IOException;

/** {@code service logs}: what the tasks of a service, or one task, have written. */
public final class ServiceLogs implements Command {
  /** Whose logs: their path, the spec of the tasks, and the highest slot there is. */
  private record Source(String path, JsonObject taskSpec, long highestSlot) {}

  @Override
  public Synopsis synopsis() {
    return new Synopsis("SERVICE|TASK", "Show what the tasks of a service have written.", 1, 1);
  }

  @Override
  public FlagSet flags() {
    return LogQuery.flags()
        .toggle("no-resolve", "Show ids instead of names")
        .toggle("no-task-ids", "Leave task ids out")
        .toggle("no-trunc", "Show whole task ids")
        .toggle("raw", "Leave names out altogether");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Source source = source(call, call.argument(0));
    boolean raw = call.flags().toggle("raw");
    boolean terminal = source.taskSpec().object("ContainerSpec").flag("TTY");
    if (terminal && !raw) {
      throw new CommandException("tty service logs only supported with --raw");
    }
    boolean details = call.flags().toggle("details") || !raw;
    Request request = LogQuery.request(call, source.path() + "/logs").queryIf(details, "details");
    try (Response response = call.client().send(request)) {
      if (terminal) {
        LogFrames.copy(response.body(), call.console());
      } else {
        TaskPrefix prefix = new TaskPrefix(call, source.highestSlot());
        LogFrames.read(response.body(), call.console(), raw ? line -> line : prefix::line);
      }
    }
    return 0;
  }

  private static Source source(Invocation call, String word) throws IOException {
    try {
      JsonObject service = ServiceWrite.read(call, word);
      JsonObject spec = service.object("Spec");
      return new Source(
          "/services/" + Request.segment(word),
          spec.object("TaskTemplate"),
          spec.object("Mode").object("Replicated").number("Replicas"));
    } catch (DaemonError e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    try {
      String path = "/tasks/" + Request.segment(word);
      JsonObject task = call.client().object(path);
      return new Source(path, task.object("Spec"), task.number("Slot"));
    } catch (DaemonError e) {
      throw e.isNotFound() ? new CommandException("no such task or service: " + word) : e;
    }
  }
}
