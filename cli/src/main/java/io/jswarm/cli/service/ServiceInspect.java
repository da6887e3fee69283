package io.jswarm.cli.service;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.http.DaemonError;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.render.Inspection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code service inspect}. */
public final class ServiceInspect implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "SERVICE [SERVICE...]", "Show everything known about services.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("f", "format", "FORMAT", "Print with a Go template")
        .toggle("pretty", "Lay it out for people");
  }

  @Override
  public int run(Invocation call) throws IOException {
    Inspection.Fetch fetch =
        word ->
            call.client()
                .object(
                    Request.get("/services/" + Request.segment(word))
                        .query("insertDefaults", "true"));
    if (!call.flags().toggle("pretty")) {
      return Inspection.run(call, fetch);
    }
    if (call.flags().isSet("format")) {
      throw new UsageException("--format and --pretty exclude each other");
    }
    return Inspection.pretty(
        call, fetch, service -> ServicePretty.text(service, networks(call, service)));
  }

  private static List<String> networks(Invocation call, JsonObject service) throws IOException {
    List<String> names = new ArrayList<>();
    JsonObject task = service.object("Spec").object("TaskTemplate");
    for (JsonObject network : task.objects("Networks")) {
      String target = network.text("Target");
      try {
        names.add(
            call.client()
                .object(Request.get("/networks/" + Request.segment(target)).query("scope", "swarm"))
                .text("Name"));
      } catch (DaemonError e) {
        if (!e.isNotFound()) {
          throw e;
        }
        names.add(target);
      }
    }
    return names;
  }
}
