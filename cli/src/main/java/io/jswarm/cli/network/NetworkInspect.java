package io.jswarm.cli.network;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.render.Inspection;
import java.io.IOException;

/** {@code network inspect}. */
public final class NetworkInspect implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "NETWORK [NETWORK...]", "Show everything known about networks.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet()
        .value("f", "format", "FORMAT", "Print with a Go template")
        .toggle("v", "verbose", "Also services and tasks attached to it");
  }

  @Override
  public int run(Invocation call) throws IOException {
    boolean verbose = call.flags().toggle("verbose");
    return Inspection.run(
        call,
        word -> {
          Request request = Request.get("/networks/" + Request.segment(word));
          return call.client().object(verbose ? request.query("verbose", "true") : request);
        });
  }
}
