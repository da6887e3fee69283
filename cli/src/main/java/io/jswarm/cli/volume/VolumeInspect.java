package io.jswarm.cli.volume;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.http.Request;
import io.jswarm.cli.render.Inspection;
import java.io.IOException;

/** {@code volume inspect}. */
public final class VolumeInspect implements Command {
  @Override
  public Synopsis synopsis() {
    return new Synopsis(
        "VOLUME [VOLUME...]", "Show everything known about volumes.", 1, Synopsis.MANY);
  }

  @Override
  public FlagSet flags() {
    return new FlagSet().value("f", "format", "FORMAT", "Print with a Go template");
  }

  @Override
  public int run(Invocation call) throws IOException {
    return Inspection.run(
        call, word -> call.client().object(Request.get("/volumes/" + Request.segment(word))));
  }
}
