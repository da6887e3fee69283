package io.jswarm.cli.container;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.render.Inspection;
import java.io.IOException;

/** {@code container inspect}. */
public final class ContainerInspect implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "CONTAINER [CONTAINER...]",
        "Show everything known about containers of this node.",
        1,
        Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().value("f", "format", "FORMAT", "Print with a Go template");
  }

  @Override
  public int run(Invocation call) throws IOException {
    return Inspection.run(
        call, word -> call.client().object("/containers/" + Request.segment(word) + "/json"));
  }
}
